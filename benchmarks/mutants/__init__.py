"""`python -m benchmarks.mutants`: rule documents with one mistake each, and whether a publication would be stopped.

A mistake counts when somebody's outcome breaks the contract (`tests.rules.contract`) that it kept before.
"""
