"""What a session keeps of the sign-in that it came from."""

import time
from typing import Any, NamedTuple

KEY = "sign_in"


class SignIn(NamedTuple):
    """One sign-in at the provider, as a session keeps it."""

    sid: str
    issued_at: int
    id_token: str
    checked_at: float

    @classmethod
    def of(cls, claims: dict[str, Any], id_token: str) -> "SignIn":
        """Return what a verified identity says of its sign-in."""
        return cls(str(claims["sid"]), int(claims["iat"]), id_token, time.time())


def keep(session: Any, sign_in: SignIn) -> None:
    """Keep a sign-in in a session."""
    session[KEY] = sign_in._asdict()


def kept(session: Any) -> SignIn | None:
    """Return the sign-in that a session came from."""
    words = session.get(KEY)
    return SignIn(**words) if words else None
