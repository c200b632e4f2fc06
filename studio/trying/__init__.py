"""Trying rules on made-up visitors."""
