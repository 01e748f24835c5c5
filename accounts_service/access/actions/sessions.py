"""What a session at the sign-in page is called, so that all services can end theirs with it."""

import secrets
from typing import Any, NamedTuple

from django.utils import timezone

ID = "sid"
BEGUN = "auth_time"


class SignIn(NamedTuple):
    """One sign-in: its name in identity tokens, and when the person proved who they are."""

    sid: str
    auth_time: int


def begin(session: Any) -> None:
    """Name a session at sign-in. Who proves themself again keeps the name: services know it."""
    session.setdefault(ID, secrets.token_urlsafe(16))
    session[BEGUN] = int(timezone.now().timestamp())


def sign_in_of(session: Any) -> SignIn:
    """Return the sign-in of a session; one from before there were names gets one now."""
    if ID not in session:
        begin(session)
    return SignIn(sid=session[ID], auth_time=session[BEGUN])
