"""The tasks service: what needs doing, and who does it."""
