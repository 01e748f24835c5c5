"""The signing keys: PEM files in ACCOUNTS_KEYS_DIR, read once and kept as key objects.

`active.pem` signs. Every other `*.pem` is published and signs nothing: the next key before its
use, the last one after it. Nothing here needs the app registry: the settings import it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import lazy
from jwcrypto.jwk import JWK  # type: ignore[import-untyped]
from jwt import PyJWK

from chassis.auth.keys import KeySource, key_map

ACTIVE = "active.pem"


@dataclass(frozen=True)
class SigningKey:
    """One RSA key. Its id is its thumbprint (RFC 7638), as in the published set."""

    pem: str

    @cached_property
    def private(self) -> RSAPrivateKey:
        """The key as an object: parsing it is what costs."""
        key = load_pem_private_key(self.pem.encode(), password=None)
        if not isinstance(key, RSAPrivateKey):
            raise ImproperlyConfigured("A signing key must be an RSA key.")
        return key

    @cached_property
    def public_jwk(self) -> dict[str, Any]:
        """The public half, as published."""
        jwk = JWK.from_pem(self.pem.encode())
        public: dict[str, Any] = jwk.export_public(as_dict=True)
        return {**public, "kid": jwk.thumbprint(), "alg": "RS256", "use": "sig"}

    @property
    def kid(self) -> str:
        """The key's id."""
        return str(self.public_jwk["kid"])


class LocalKeys:
    """The key set of this service, from its own files."""

    def get(self, kid: str) -> PyJWK | None:
        """Return the key, or None if no such key is published."""
        return _published(settings.ACCOUNTS_KEYS_DIR).get(kid)


def local_keys() -> KeySource:
    """The TOKEN_KEYS of this service."""
    return LocalKeys()


def active_key() -> SigningKey:
    """Return the key that signs."""
    return _read(settings.ACCOUNTS_KEYS_DIR / ACTIVE)


def inactive_keys() -> list[SigningKey]:
    """Return the keys that are published and do not sign."""
    files = sorted(settings.ACCOUNTS_KEYS_DIR.glob("*.pem"))
    return [_read(file) for file in files if file.name != ACTIVE]


@cache
def _published(folder: Path) -> Mapping[str, PyJWK]:
    return key_map({"keys": [key.public_jwk for key in (active_key(), *inactive_keys())]})


@cache
def _read(file: Path) -> SigningKey:
    try:
        return SigningKey(file.read_text())
    except FileNotFoundError as error:
        raise ImproperlyConfigured(
            f"There is no signing key at {file}. Make it: manage.py accounts make_signing_key"
        ) from error


# For the provider's settings: read when a key is first needed, not when the settings load.
active_pem: Callable[[], str] = lazy(lambda: active_key().pem, str)
inactive_pems: Callable[[], list[str]] = lazy(lambda: [key.pem for key in inactive_keys()], list)
