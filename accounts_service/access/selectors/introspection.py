"""What a program may know of a token (RFC 7662)."""

import hashlib
from typing import Any

import jwt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from oauth2_provider.models import AccessToken

from accounts_service.access.models import INTERNAL_SCOPES, Client
from accounts_service.access.selectors import keys
from accounts_service.access.selectors.tokens import DATED_AHEAD, has_ended
from chassis.auth.tokens import ALGORITHM, LONGEST_TOKEN, MALFORMED, REQUIRED, TYPE

TOLD = ("scope", "client_id", "sub", "aud", "iss", "exp", "iat", "jti")
INACTIVE: dict[str, Any] = {"active": False}


def of(token: str, *, asked: Client) -> dict[str, Any]:
    """Tell what a token is good for now; of one that is no good, or not theirs, only that.

    A program may ask about tokens that it was given; a service about every token.
    """
    claims = _claims(token)
    if claims is None or not _may_know(asked, claims) or not _is_alive(token, claims):
        return INACTIVE
    told = {name: claims[name] for name in TOLD if name in claims}
    return {"active": True, "token_type": "Bearer", **told}


def _claims(token: str) -> dict[str, Any] | None:
    try:
        header = jwt.get_unverified_header(token[: LONGEST_TOKEN + 1])
        key = keys.current().by_id.get(str(header.get("kid", "")))
        if key is None or header.get("typ") != TYPE:
            return None
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            issuer=settings.TOKEN_ISSUER,
            options={"require": REQUIRED, "verify_aud": False, **DATED_AHEAD},
        )
    except MALFORMED:
        return None
    return claims


def _may_know(asked: Client, claims: dict[str, Any]) -> bool:
    return claims.get("client_id") == asked.client_id or bool(asked.scope_set & INTERNAL_SCOPES)


def _is_alive(token: str, claims: dict[str, Any]) -> bool:
    """A token that a stored program was given is there until it is revoked."""
    if has_ended(token):
        return False
    checksum = hashlib.sha256(token.encode()).hexdigest()
    stored = Client.objects.filter(client_id=claims.get("client_id")).exists()
    if stored and not AccessToken.objects.filter(token_checksum=checksum).exists():
        return False
    return claims["sub"] == claims.get("client_id") or _is_active(claims["sub"])


def _is_active(person: str) -> bool:
    people = get_user_model()._default_manager
    try:
        return people.filter(pk=person, is_active=True).exists()
    except ValidationError:
        return False
