"""Processes: what each is, how it is kept alive, how it is looked at."""
