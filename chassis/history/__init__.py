"""The history of every field on every write path: database triggers, with who and which request."""

from chassis.history.tracking import tracked

__all__ = ["tracked"]
