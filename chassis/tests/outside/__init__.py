"""The tests of calls to addresses that people named."""
