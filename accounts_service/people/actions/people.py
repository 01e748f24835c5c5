"""Add people, change them, take their access away."""

from typing import Any

from django.db import connection, transaction

from accounts_service.access.actions.ending import end_access
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Kind, Role
from accounts_service.people.actions import joining
from accounts_service.people.errors import EmailTaken, Erased, LastAdmin, UsernameTaken
from accounts_service.people.models import Erasure, User
from chassis.auth import Caller
from chassis.errors import DomainError
from chassis.errors.clashes import clashes

TAKEN: dict[str, DomainError] = {
    "a_username_is_one_persons": UsernameTaken(attr="username"),
    "an_email_address_is_one_persons": EmailTaken(attr="email"),
}


@transaction.atomic
def create_person(
    *, by: Caller, password: str | None = None, invite: bool = False, **details: Any
) -> User:
    """Add a person. Without a password they cannot sign in yet: invite them."""
    user = User(**details)
    user.set_password(password)
    with clashes(**TAKEN):
        user.save()
    record(Kind.PERSON_ADDED, person=user, by=by, role=user.role)
    if invite and user.email and not password:
        joining.invite(user=user, by=by)
    return user


@transaction.atomic
def change_person(*, user: User, by: Caller, **changes: Any) -> User:
    """Change some of a person; what is not named stays as it is."""
    role_before, email_before = user.role, user.email
    if changes.get("role", Role.ADMIN) != Role.ADMIN:
        keep_an_admin(user)
    for name, value in changes.items():
        setattr(user, name, value)
    with clashes(**TAKEN):
        user.save()
    if user.role != role_before:
        end_access(user.id, "role_changed", by=by, refreshable=True)
        record(Kind.ROLE_CHANGED, person=user, by=by, before=role_before, after=user.role)
    if user.email != email_before:
        joining.tell_of_email(user=user, old=email_before, by=by)
    return user


@transaction.atomic
def deactivate(*, user: User, by: Caller) -> User:
    """Take a person's access away: no sign-in, and all that they hold ends in seconds."""
    keep_an_admin(user)
    user.is_active = False
    user.save()
    end_access(user.id, "deactivated", by=by)
    record(Kind.PERSON_DEACTIVATED, person=user, by=by)
    return user


@transaction.atomic
def sign_out_everywhere(*, user: User, by: Caller) -> User:
    """End all sessions and tokens of a person, in every service. They may sign in again."""
    end_access(user.id, "signed_out", by=by)
    return user


@transaction.atomic
def reactivate(*, user: User, by: Caller) -> User:
    """Let a person in again."""
    refuse_erased(user)
    user.is_active = True
    user.save()
    record(Kind.PERSON_REACTIVATED, person=user, by=by)
    return user


def refuse_erased(user: User) -> None:
    """Refuse what would make somebody of a person who was forgotten."""
    if Erasure.objects.filter(person=user.id).exists():
        raise Erased


def keep_an_admin(user: User) -> None:
    """Refuse to lose the last active admin, also to two who leave at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('last_admin', 0))")
    admins = User.objects.filter(role=Role.ADMIN, is_active=True)
    if set(admins.values_list("id", flat=True)[:2]) == {user.id}:
        raise LastAdmin
