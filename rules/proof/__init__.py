"""What holds for every possible visitor, proven with a solver before a rule set is published. No Django."""
