"""What holds for every possible visitor: the page on which proofs are begun, followed and read."""
