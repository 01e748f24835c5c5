"""Whether a sign-in that another service knows of still holds."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from accounts_service.access.models import ROLE_SCOPES, Role
from accounts_service.access.selectors.grants import Person
from chassis.auth import register


def holder(*, person_id: UUID, sid: str, issued_at: int) -> Person | None:
    """Return the person whose sign-in holds still, or None."""
    person: Any = get_user_model()._default_manager.filter(id=person_id, is_active=True).first()
    if person is None or register.refuses(str(person_id), issued_at, sid=sid):
        return None
    holding: Person = person
    return holding


def scopes_at(service: str, *, person: Person) -> list[str]:
    """Return what a person may do in one service."""
    scopes = ROLE_SCOPES[Role(person.role)]
    return sorted(scope for scope in scopes if scope.startswith(f"{service}:"))
