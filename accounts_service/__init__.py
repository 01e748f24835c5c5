"""The accounts service: who people are and what they may do."""
