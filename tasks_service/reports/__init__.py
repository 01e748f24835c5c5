"""Reports: what was done in a while, what is open, and how long it took."""
