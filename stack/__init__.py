"""Runs Kitroom on one machine: engines, processes, tests. Standard library only."""
