"""One-time links: signed, for one purpose, good until they are used or too old.

A link speaks of the person as they are: with another password, address or status it is worth
nothing. Nothing of it is stored; whoever sends it makes it at that moment.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlencode

from accounts_service.people.errors import LinkBroken
from accounts_service.people.models import User
from chassis.encryption import seal, unseal
from chassis.encryption.errors import KeyMissing

LONGEST = 2000


@dataclass(frozen=True)
class Purpose:
    """What a link lets somebody do, where it leads, and for how long."""

    name: str
    path: str
    lives: timedelta


INVITE = Purpose("invite", "/accounts/password/new/", timedelta(days=7))
RESET = Purpose("reset", "/accounts/password/new/", timedelta(hours=2))
EMAIL = Purpose("email", "/accounts/email/confirm/", timedelta(hours=24))
PURPOSES = {purpose.name: purpose for purpose in (INVITE, RESET, EMAIL)}


def make(purpose: Purpose, *, person: User, email: str = "") -> str:
    """Return a link's address."""
    sealed = seal(email) if email else ""  # a link lies in sessions and mail programs
    words = {"person": str(person.id), "email": sealed, "state": _state(purpose, person)}
    token = signing.dumps(words, salt=f"people.links.{purpose.name}", compress=True)
    return f"{settings.PUBLIC_URL}{purpose.path}?{urlencode({'for': purpose.name, 'token': token})}"


def read(purpose: Purpose, token: str) -> tuple[User, str]:
    """Return whom a link was made for, and the address it confirms; or raise LinkBroken."""
    words = _unsigned(purpose, token)
    person = User.objects.filter(id=UUID(words["person"]), is_active=True).first()
    if person is None or not constant_time_compare(words["state"], _state(purpose, person)):
        raise LinkBroken
    return person, _address(words["email"])


def _address(sealed: str) -> str:
    try:
        return unseal(sealed) if sealed else ""
    except KeyMissing as error:  # keys changed, and the old one is gone
        raise LinkBroken from error


def _unsigned(purpose: Purpose, token: str) -> dict[str, Any]:
    if len(token) > LONGEST:
        raise LinkBroken
    try:
        words: dict[str, Any] = signing.loads(
            token, salt=f"people.links.{purpose.name}", max_age=purpose.lives
        )
    except (signing.BadSignature, ValueError) as error:
        raise LinkBroken from error
    return words


def _state(purpose: Purpose, person: User) -> str:
    text = f"{person.id} {person.password} {person.email} {person.is_active}"
    return salted_hmac(f"people.links.{purpose.name}", text, algorithm="sha256").hexdigest()
