"""Calls to addresses that people named: by them nobody reaches what only this machine reaches."""
