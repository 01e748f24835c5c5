"""What a person may be granted: never more than their role lets them do, now."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from accounts_service.access.models import IDENTITY_SCOPES, ROLE_SCOPES, Client, Role


class Person(Protocol):
    """What access needs to know of the people app's user."""

    id: UUID
    username: str
    role: str
    is_active: bool


def grantable(person: Person) -> frozenset[str]:
    """Return the scopes that a person may be granted, or let a program have."""
    return ROLE_SCOPES[Role(person.role)] | IDENTITY_SCOPES if person.is_active else frozenset()


def narrowed(scopes: Iterable[str], *, person: Person, client: Client) -> list[str]:
    """Return those of the scopes that the person and the client may both have."""
    allowed = grantable(person) & client.scope_set
    return [scope for scope in scopes if scope in allowed]
