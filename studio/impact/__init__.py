"""What a change does: the working copy and a release, both tried on the made-up population, side by side."""
