"""What is known of tokens that were given out."""

import hashlib
from typing import NamedTuple
from uuid import UUID

import jwt
from jwt.types import Options
from oauth2_provider.models import AccessToken, RefreshToken

from accounts_service.access.models import Client
from chassis.auth import register

# For PyJWT, of tokens that are ours: `register.dated` dates some a second ahead, and means it.
DATED_AHEAD: Options = {"verify_iat": False}


class Held(NamedTuple):
    """A token that a program holds: which kind, and whose; a program's own is nobody's."""

    what: str
    owner: UUID | None


def held(text: str, *, client: Client) -> Held | None:
    """Return what a program gives back with this text, or None if it holds no such token."""
    checksum = hashlib.sha256(text.encode()).hexdigest()
    of = {"application": client, "token_checksum": checksum}
    if access := AccessToken.objects.filter(**of).first():
        return Held("access_token", access.user_id)
    refresh = RefreshToken.objects.filter(**of, revoked=None).first()
    return Held("refresh_token", refresh.user_id) if refresh else None


def has_ended(text: str) -> bool:
    """Tell whether an access token of ours was ended before its time, or whom it speaks for."""
    claims = jwt.decode(text, options={"verify_signature": False})
    return register.refuses(
        claims["sub"],
        claims["iat"],
        jti=claims["jti"],
        tid=str(claims.get("tid", "")),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def owner_of_used(refresh_token: str) -> UUID | None:
    """Return whose refresh token this was, if it was used or revoked before."""
    checksum = hashlib.sha256(refresh_token.encode()).hexdigest()
    used = RefreshToken.objects.filter(token_checksum=checksum, revoked__isnull=False)
    owner: UUID | None = used.values_list("user_id", flat=True).first()
    return owner
