"""The architecture as tests: what the house rules say, checked on every file."""
