"""Faults on purpose: real processes are killed, frozen and wiped under load, and all is counted."""
