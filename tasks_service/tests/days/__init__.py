"""The tests of days."""
