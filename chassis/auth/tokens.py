"""Access tokens (RFC 9068), verified offline: fixed algorithm, issuer, audience and type."""

import hashlib
import json
import re
import time
from binascii import a2b_base64, b2a_base64
from functools import cache, lru_cache
from typing import Any, NamedTuple

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
LONGEST_LIFE_SECONDS = register.LONGEST_TOKEN_LIFE.total_seconds()
LONGEST_NAME = 100  # of a caller, a client or a token: what a column holds
MOST_READ = 1024  # tokens whose claims a process has read; each is verified whenever it is shown
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "jti"]
NAMES = ("sub", "jti", "client_id", "tid")
TEXTS = (*NAMES, "scope", "name")
TIMES = ("iat", "exp", "nbf")
# PyJWT lets some of what a hostile header can do to a parser through as it is.
MALFORMED = (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError)
# One text for each token: padding would make another of it, which nobody has revoked.
SHAPE = re.compile(r"(([\w-]+)\.([\w-]+))\.([\w-]+)", re.ASCII)
# A header that says more (a key of its own, an extension, a compression) is refused unread.
HEADERS = {"alg", "typ", "kid"}


class TokenRefused(Exception):
    """The token does not open this service; the message is safe to show."""


class Said(NamedTuple):
    """What a token says: whom it speaks for, its times (Unix seconds), and what it was given by."""

    caller: Caller
    issued_at: int
    ends_at: int
    given_by: str  # the id of an API token or a consent


def verify(token: str) -> Caller:
    """Return whom a token speaks for, or raise TokenRefused."""
    if len(token) > LONGEST_TOKEN:
        raise TokenRefused("The token is too long.")
    try:
        said = _said(token)
    except jwt.ExpiredSignatureError as error:
        raise TokenRefused("The token has expired.") from error
    except MALFORMED as error:
        raise TokenRefused("The token is not valid here.") from error
    if register.refuses(
        said.caller.id,
        said.issued_at,
        jti=said.caller.token_id,
        tid=said.given_by,
        digest=hashlib.sha256(token.encode()).hexdigest(),
    ):
        raise TokenRefused("The token was revoked.")
    return said.caller


def _said(token: str) -> Said:
    """Return what a token says, if a key of ours has signed it and it has not ended."""
    shape = SHAPE.fullmatch(token)
    if not shape:
        raise TokenRefused("The token is not an access token.")
    signed, header, body, signature = shape.groups()
    key = key_source().get(_key_id(header))
    if key is None:
        raise TokenRefused("The token is signed with an unknown key.")
    good = key.algorithm_name == ALGORITHM and key.Algorithm.verify(
        signed.encode(), key.key, _bytes(signature)
    )
    if not good:
        raise jwt.InvalidSignatureError
    said = _read(body, settings.TOKEN_AUDIENCE, settings.TOKEN_ISSUER)
    if said.ends_at <= time.time() - LEEWAY_SECONDS:  # since it was read
        raise jwt.ExpiredSignatureError
    return said


@lru_cache(MOST_READ)
def _read(body: str, audience: str, issuer: str) -> Said:
    """Read the claims of a token that is signed; the same text says the same, until it ends."""
    claims = _object(_bytes(body))
    _reader.check(claims, audience, issuer)
    if not _is_well_formed(claims):
        raise TokenRefused("The token is not valid here.")
    return _as_said(claims)


@lru_cache(maxsize=16)  # there are as many headers as keys, and nobody has to be who they say here
def _key_id(header: str) -> str:
    """Return the id of the key that a header names, if it says what ours say and nothing else."""
    said = _object(_bytes(header))
    if not said.keys() <= HEADERS or str(said.get("typ", "")).lower() != TYPE:
        raise TokenRefused("The token is not an access token.")
    if said.get("alg") != ALGORITHM:
        raise jwt.InvalidAlgorithmError
    if not isinstance(said.get("kid"), str):
        raise TokenRefused("The token is signed with an unknown key.")
    return str(said["kid"])


class _Reader(jwt.PyJWT):
    """PyJWT's checks of claims, without its way of decoding: see docs/adr/0024."""

    def check(self, claims: dict[str, Any], audience: str, issuer: str) -> None:
        """Refuse claims of another issuer, audience or time, or that lack what we need."""
        whose = {"audience": audience, "issuer": issuer}
        self._validate_claims(claims, self.options, **whose, leeway=LEEWAY_SECONDS)


_reader = _Reader(options={"require": REQUIRED})


def _bytes(part: str) -> bytes:
    """Decode base64url; a last letter whose spare bits are set would make a second such text."""
    text = part.replace("-", "+").replace("_", "/").encode()
    found = a2b_base64(text + b"==")
    if b2a_base64(found, newline=False).rstrip(b"=") != text:
        raise ValueError("not as it would be written")
    return found


def _object(text: bytes) -> dict[str, Any]:
    """Read a JSON object whose names stand in it once: nobody can read it as another."""
    found = _json.decode(text.decode())
    if not isinstance(found, dict):
        raise TypeError("no JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


_json = json.JSONDecoder(object_pairs_hook=_once)


def _is_well_formed(claims: dict[str, Any]) -> bool:
    """Tell whether the claims that we read are what we would write, and can be stored."""
    times = [claims[name] for name in TIMES if name in claims]
    names = [claims[name] for name in NAMES if name in claims]
    texts = [claims[name] for name in TEXTS if name in claims]
    roles = claims.get("roles", [])
    if type(roles) is not list or not {*map(type, texts), *map(type, roles)} <= {str}:
        return False
    said = "".join([*texts, *roles])
    said.encode()  # half a character is a ValueError
    return (
        {*map(type, times)} == {int}  # True and 1.5 are none
        and claims["exp"] - claims["iat"] <= LONGEST_LIFE_SECONDS
        and all(map(str.strip, names))
        and max(map(len, names)) <= LONGEST_NAME
        and "\0" not in said
    )


def _as_said(claims: dict[str, Any]) -> Said:
    sub, client = claims["sub"], claims.get("client_id", "")
    caller = Caller(
        id=sub,
        kind="service" if sub == client else "person",
        name=claims.get("name", ""),
        scopes=frozenset(claims.get("scope", "").split()),
        roles=frozenset(claims.get("roles", ())),
        client_id=client,
        token_id=claims["jti"],
    )
    return Said(caller, claims["iat"], claims["exp"], claims.get("tid", ""))


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
