"""Hostile tokens open nothing here: the shared table, on this service's own settings."""


def test_every_hostile_token_is_refused(hostile_tokens):
    hostile_tokens("/tasks/api/v1/tasks/", "tasks:read")
