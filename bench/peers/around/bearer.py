"""RS256 tokens, checked by PyJWT with the key loaded once."""

import os
from dataclasses import dataclass
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_public_key

READ, WRITE = "tasks:read", "tasks:write"
_KEY = load_pem_public_key(Path(os.environ["BENCH_PUBLIC_KEY"]).read_bytes())
_ISSUER = os.environ["BENCH_ISSUER"]
_OPTIONS = {"require": ["exp", "iat", "sub"]}


class Refused(Exception):
    """The token opens nothing here."""


@dataclass(frozen=True, slots=True)
class User:
    """Whoever a token speaks for."""

    id: str
    scopes: frozenset[str]

    is_authenticated = True  # what Django and DRF ask


def user(authorization: str) -> User:
    """Whom an Authorization header speaks for, or Refused."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise Refused
    return holder(token)


def holder(token: str) -> User:
    """Whom a token speaks for, or Refused."""
    try:
        claims = jwt.decode(
            token,
            _KEY,
            algorithms=["RS256"],
            audience="tasks",
            issuer=_ISSUER,
            options=_OPTIONS,
        )
    except jwt.PyJWTError as error:
        raise Refused from error
    return User(claims["sub"], frozenset(claims.get("scope", "").split()))
