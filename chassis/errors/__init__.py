"""Named errors that verbs raise. Code and status are theirs; the chassis makes the answer."""

from chassis.errors.domain import Conflict, DomainError, Forbidden, Invalid, NotFound

__all__ = ["Conflict", "DomainError", "Forbidden", "Invalid", "NotFound"]
