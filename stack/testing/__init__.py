"""Runs every check and test of the repository on engines of its own."""
