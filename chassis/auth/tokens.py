"""Access tokens (RFC 9068), verified offline: fixed algorithm, issuer, audience and type."""

import hashlib
from functools import cache
from typing import Any

import jwt
from django.conf import settings
from django.utils.module_loading import import_string

from chassis.auth import register
from chassis.auth.caller import Caller
from chassis.auth.keys import KeySource, RemoteKeys

ALGORITHM = "RS256"
TYPE = "at+jwt"
LEEWAY_SECONDS = 30
LONGEST_TOKEN = 8192
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "jti"]
# PyJWT lets some of what a hostile header can do to a parser through as it is.
MALFORMED = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
# A header that names a key of its own, or an extension that we do not know, is refused unread.
FORBIDDEN_HEADERS = {"jku", "jwk", "x5u", "x5c", "crit"}


class TokenRefused(Exception):
    """The token does not open this service; the message is safe to show."""


def verify(token: str) -> Caller:
    """Return whom a token speaks for, or raise TokenRefused."""
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused("The token is too long.")
    try:
        header = jwt.get_unverified_header(token)
        claims = _claims(token, header)
    except jwt.ExpiredSignatureError as error:
        raise TokenRefused("The token has expired.") from error
    except MALFORMED as error:
        raise TokenRefused("The token is not valid here.") from error
    if register.refuses(
        str(claims["sub"]),
        int(claims["iat"]),
        jti=str(claims["jti"]),
        tid=str(claims.get("tid", "")),
        digest=hashlib.sha256(token.encode()).hexdigest(),
    ):
        raise TokenRefused("The token was revoked.")
    return _caller(claims)


def _claims(token: str, header: dict[str, Any]) -> dict[str, Any]:
    if FORBIDDEN_HEADERS & header.keys() or str(header.get("typ", "")).lower() != TYPE:
        raise TokenRefused("The token is not an access token.")
    key = key_source().get(str(header.get("kid", "")))
    if key is None:
        raise TokenRefused("The token is signed with an unknown key.")
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[ALGORITHM],
        audience=settings.TOKEN_AUDIENCE,
        issuer=settings.TOKEN_ISSUER,
        leeway=LEEWAY_SECONDS,
        options={"require": REQUIRED},
    )
    return claims


def _caller(claims: dict[str, Any]) -> Caller:
    sub, client = str(claims["sub"]), str(claims.get("client_id", ""))
    return Caller(
        id=sub,
        kind="service" if sub == client else "person",
        name=str(claims.get("name", "")),
        scopes=frozenset(str(claims.get("scope", "")).split()),
        roles=frozenset(str(role) for role in claims.get("roles") or ()),
        client_id=client,
        token_id=str(claims["jti"]),
    )


def key_source() -> KeySource:
    """Return the service's source of keys: the factory that the TOKEN_KEYS setting names."""
    return _made(settings.TOKEN_KEYS)


@cache
def _made(factory: str) -> KeySource:
    source: KeySource = import_string(factory)()
    return source


def remote_keys() -> KeySource:
    """The default TOKEN_KEYS: the key set at the JWKS_URL setting."""
    return RemoteKeys(settings.JWKS_URL)
