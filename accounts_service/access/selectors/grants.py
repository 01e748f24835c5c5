"""What a person may be granted: never more than their role lets them do, now."""

from collections.abc import Iterable
from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth import get_user_model

from accounts_service.access.models import IDENTITY_SCOPES, ROLE_SCOPES, Client, Role
from chassis.encryption.blind import normalised


class HasId(Protocol):
    """Whoever has an id of a person."""

    id: UUID


class Person(HasId, Protocol):
    """What access needs to know of the people app's user."""

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


def named(username: object) -> Any:
    """Return the person with a username or address, as one types it at sign-in, or None."""
    people, typed = get_user_model(), str(username or "").replace("\x00", "")
    try:
        return people._default_manager.get_by_natural_key(normalised(typed))
    except people.DoesNotExist:
        return None
