"""Commands of gear."""
