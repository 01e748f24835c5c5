"""Finds what is missing or in the way, and says the line to type for each."""
