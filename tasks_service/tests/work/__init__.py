"""The tests of work."""
