"""The signing keys: PEM files in ACCOUNTS_KEYS_DIR, read anew when the folder changes.

`active.pem` signs. Every other `*.pem` is published and signs nothing: the next key before its
use, the last one after it. Nothing here needs the app registry: the settings import it.
"""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
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
LOOK_SECONDS = 1.0  # how long a change of the folder may stay unseen

Look = tuple[tuple[str, int, int], ...]


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
    def jwk(self) -> JWK:
        """The key as the provider's library wants it."""
        return JWK.from_pem(self.pem.encode())

    @cached_property
    def public_jwk(self) -> dict[str, Any]:
        """The public half, as published."""
        public: dict[str, Any] = self.jwk.export_public(as_dict=True)
        return {**public, "kid": self.jwk.thumbprint(), "alg": "RS256", "use": "sig"}

    @property
    def kid(self) -> str:
        """The key's id."""
        return str(self.public_jwk["kid"])


@dataclass(frozen=True)
class KeySet:
    """All keys of one moment, so that nobody sees half of a change."""

    active: SigningKey
    others: tuple[SigningKey, ...]

    @cached_property
    def published(self) -> list[dict[str, Any]]:
        """The public halves, each once, the one that signs first."""
        return list({key.kid: key.public_jwk for key in (self.active, *self.others)}.values())

    @cached_property
    def by_id(self) -> Mapping[str, PyJWK]:
        """What verifies, by key id."""
        return key_map({"keys": self.published})


class Keyring:
    """The keys of a folder, read anew when its files are others: a process needs no restart."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self.clock = clock
        self._kept: KeySet | None = None
        self._look: Look = ()
        self._looked_at = float("-inf")

    def keys(self) -> KeySet:
        """Return the keys, as they were at most a second ago."""
        if self._kept is None or self.clock() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = self.clock()
            self._kept = self._seen()
        return self._kept

    def _seen(self) -> KeySet:
        for _ in range(3):  # a file that went between the look and the reading: look again
            look = _look(self.folder)
            if self._kept and look == self._look:
                return self._kept
            try:
                keys = _read(self.folder, [name for name, _, _ in look])
            except FileNotFoundError:
                continue
            self._look = look
            return keys
        if self._kept:
            return self._kept
        raise ImproperlyConfigured(
            f"There is no signing key at {self.folder / ACTIVE}. "
            "Make it: manage.py accounts make_signing_key"
        )


def _look(folder: Path) -> Look:
    """Return what tells one state of the folder from another: a folder's own time is too coarse."""
    try:
        with os.scandir(folder) as entries:
            files = [each for each in entries if each.name.endswith(".pem")]
            return tuple(sorted((each.name, each.inode(), _changed(each)) for each in files))
    except FileNotFoundError:
        return ()


def _changed(entry: "os.DirEntry[str]") -> int:
    return entry.stat().st_mtime_ns


def _read(folder: Path, names: list[str]) -> KeySet:
    active = _parsed((folder / ACTIVE).read_text())
    others = [_parsed((folder / name).read_text()) for name in names if name != ACTIVE]
    return KeySet(active, tuple(key for key in others if key != active))


@lru_cache(maxsize=8)
def _parsed(pem: str) -> SigningKey:
    return SigningKey(pem)


class LocalKeys:
    """The key set of this service, from its own files."""

    def get(self, kid: str) -> PyJWK | None:
        """Return the key, or None if no such key is published."""
        return current().by_id.get(kid)


def local_keys() -> KeySource:
    """The TOKEN_KEYS of this service."""
    return LocalKeys()


def current() -> KeySet:
    """Return the keys of now."""
    return _ring(settings.ACCOUNTS_KEYS_DIR).keys()


def active_key() -> SigningKey:
    """Return the key that signs."""
    return current().active


def key_of(kid: str) -> SigningKey | None:
    """Return the published key with an id, private half and all."""
    keys = current()
    return next((key for key in (keys.active, *keys.others) if key.kid == kid), None)


@cache
def _ring(folder: Path) -> Keyring:
    return Keyring(folder)


# For the provider's settings: read when a key is first needed, not when the settings load.
active_pem: Callable[[], str] = lazy(lambda: active_key().pem, str)
