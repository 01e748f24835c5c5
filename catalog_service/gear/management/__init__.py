"""The demo's gear."""
