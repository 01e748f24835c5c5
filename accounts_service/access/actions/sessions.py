"""What a session at the sign-in page is called, so that all services can end theirs with it."""

import secrets
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from chassis.auth import register

ID = "sid"
BEGUN = "auth_time"


class SignIn(NamedTuple):
    """One sign-in: its name in identity tokens, and when the person proved who they are."""

    sid: str
    auth_time: int

    @property
    def age(self) -> float:
        """How many seconds ago that was."""
        return max(timezone.now().timestamp() - self.auth_time, 0)


def begin(session: Any) -> None:
    """Name a session at sign-in. Who proves themself again keeps the name: services know it."""
    session.setdefault(ID, secrets.token_urlsafe(16))
    session[BEGUN] = register.dated(session.get(SESSION_KEY, ""), timezone.now())


def sign_in_of(session: Any) -> SignIn:
    """Return the sign-in of a session; one from before there were names gets one now."""
    if ID not in session:
        begin(session)
    return SignIn(sid=session[ID], auth_time=session[BEGUN])


def is_over(session: Any, *, person_id: UUID) -> bool:
    """Tell whether a session was ended from elsewhere."""
    sign_in = sign_in_of(session)
    return register.refuses(str(person_id), sign_in.auth_time, sid=sign_in.sid)
