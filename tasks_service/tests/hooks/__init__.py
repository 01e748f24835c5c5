"""The tests of telling."""
