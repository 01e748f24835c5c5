"""The tests of tasks."""
