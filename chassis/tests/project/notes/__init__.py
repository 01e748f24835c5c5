"""Notes: the one resource of the tiny service."""
