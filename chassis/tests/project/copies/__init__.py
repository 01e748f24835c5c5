"""Copies of rows that belong to another service: the one projection of the tiny service."""
