"""Editing one part of a working copy."""
