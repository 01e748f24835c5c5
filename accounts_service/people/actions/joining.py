"""How people come in, and back in: invitation, password, e-mail address."""

from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts_service.access.actions import factors, limits
from accounts_service.access.actions.ending import end_access
from accounts_service.access.actions.recording import record
from accounts_service.access.models import Kind
from accounts_service.people import selectors
from accounts_service.people.actions import letters, links
from accounts_service.people.errors import (
    AlreadyJoined,
    Deactivated,
    EmailTaken,
    LinkBroken,
    NoEmailAddress,
)
from accounts_service.people.models import User
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.observability import context

ANYBODY = Caller(id="sign-in", kind="service")
SLOT = 600  # seconds in which asking again sends no second mail


@transaction.atomic
def invite(*, user: User, by: Caller) -> Any:
    """Send somebody without a password a link to choose one; return the job that does."""
    if not user.is_active:
        raise Deactivated
    if user.has_usable_password():
        raise AlreadyJoined
    if not user.email:
        raise NoEmailAddress
    record(Kind.PERSON_INVITED, person=user, by=by)
    request = context.request_id()
    key = f"invite:{user.id}:{request}" if request else None
    return letters.post("invite", person=user, by=by, key=key)


def ask_for_reset(*, typed: str, at: float) -> None:
    """Send whoever has this username or address a link to a new password.

    The same is done for nobody as for somebody, down to the rows that are written.
    """
    found: list[User | None] = [*selectors.by_name_or_email(typed)] or [None]
    limits.spend(limits.RESET, limits.RESET_FROM, typed, person=found[0])
    slot = int(at // SLOT)
    with transaction.atomic():
        for person in found:
            record(Kind.PASSWORD_RESET_ASKED, person=person)
            whom = salted_hmac("people.reset", str(person.id) if person else typed).hexdigest()
            letters.post("reset", person=person, by=ANYBODY, key=f"reset:{whom}:{slot}")


@transaction.atomic
def choose_password(*, purpose: links.Purpose, token: str, password: str) -> User:
    """Set the password that somebody chose at the end of a link, which is used up by it."""
    person, _ = links.read(purpose, token)
    # Two at once: the second finds the person as the first left them.
    user = User.objects.select_for_update().get(id=person.id)
    links.read(purpose, token)
    was_new = not user.has_usable_password()
    _set(user, password, by=str(user.id), way=purpose.name, tell=not was_new)
    return user


@transaction.atomic
def change_password(*, user: User, password: str | None, by: Caller | None = None) -> User:
    """Set a new password, or none; whatever was signed in with the old one ends."""
    _set(user, password, by=by.id if by else "", way="changed", tell=bool(user.email))
    return user


@transaction.atomic
def remove_second_factors(*, user: User, by: Caller) -> None:
    """Remove the second factors of somebody who has lost them."""
    factors.remove_all(person=user, by=by)


def _set(user: User, password: str | None, *, by: str, way: str, tell: bool) -> None:
    user.set_password(password)
    user.save()
    end_access(user.id, "password_changed", by=by)
    record(Kind.PASSWORD_CHANGED, person=user, by=by, way=way)
    if tell:
        letters.post("password_changed", person=user, by=user.caller(), key=None)


@transaction.atomic
def ask_for_email(*, user: User, email: str) -> None:
    """Send a link to a new address: it counts when its owner has answered."""
    record(Kind.EMAIL_CHANGE_ASKED, person=user)
    letters.post("confirm_email", person=user, by=user.caller(), key=None, to=email)


@transaction.atomic
def confirm_email(*, token: str) -> User:
    """Make the address of a link the person's, and tell the old one."""
    person, email = links.read(links.EMAIL, token)
    user = User.objects.select_for_update().get(id=person.id)
    links.read(links.EMAIL, token)
    if not email:
        raise LinkBroken
    old, user.email = user.email, email
    with clashes(an_email_address_is_one_persons=EmailTaken()):
        user.save()
    tell_of_email(user=user, old=old, by=user.caller())
    return user


def tell_of_email(*, user: User, old: str, by: Caller) -> None:
    """Record that an address was changed, and tell whoever reads the old one."""
    record(Kind.EMAIL_CHANGED, person=user, by=by)
    if old:
        letters.post("email_changed", person=user, by=by, key=None, to=old)
