"""Tokens for tests: real RS256, signed with a key made for this run."""

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from jwt import PyJWK
from jwt.algorithms import RSAAlgorithm

from chassis.auth.keys import KeySource

KID = "test-key"

# Made at the import: of two threads that ask for it first, each would make its own.
PRIVATE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC_JWK: dict[str, Any] = {
    **json.loads(RSAAlgorithm.to_jwk(PRIVATE_KEY.public_key())),
    "kid": KID,
    "alg": "RS256",
    "use": "sig",
}


class TestKeys:
    """A key source that knows the one test key."""

    __test__ = False

    def get(self, kid: str) -> PyJWK | None:
        """Return the test key under its own id."""
        return PyJWK(PUBLIC_JWK) if kid == KID else None


def keys() -> KeySource:
    """The TOKEN_KEYS of tests."""
    return TestKeys()


def claims(**changes: Any) -> dict[str, Any]:
    """Return the claims of a good token; a claim set to None is left out."""
    now = int(time.time())
    good = {
        "iss": settings.TOKEN_ISSUER,
        "sub": str(uuid.uuid4()),
        "aud": [settings.TOKEN_AUDIENCE],
        "client_id": "tests",
        "scope": "",
        "roles": [],
        "jti": uuid.uuid4().hex,
        "iat": now,
        "exp": now + 300,
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def sign(
    body: Mapping[str, Any],
    *,
    key: Any = None,
    algorithm: str | None = "RS256",
    headers: Mapping[str, Any] | None = None,
) -> str:
    """Return a signed token."""
    header = {"kid": KID, "typ": "at+jwt", **(headers or {})}
    signer = PRIVATE_KEY if key is None else key
    return jwt.encode(dict(body), signer, algorithm=algorithm, headers=header)
