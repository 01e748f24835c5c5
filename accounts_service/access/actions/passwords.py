"""Judge the password of somebody who is known already."""

from typing import Any

from django.contrib.auth import authenticate

from accounts_service.access.actions import limits
from accounts_service.access.errors import WrongPassword


def check_password(*, person: Any, password: str) -> None:
    """Raise WrongPassword, which is recorded and counted like a failed sign-in."""
    limits.spend(limits.SIGN_IN, limits.SIGN_IN_FROM, person.username, person=person)
    if authenticate(None, username=person.username, password=password) is None:
        raise WrongPassword
    limits.succeeded(limits.SIGN_IN, limits.SIGN_IN_FROM, person.username)
