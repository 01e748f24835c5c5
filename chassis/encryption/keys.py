"""The keys of ENCRYPTION_KEYS, newest first: the first one seals, any of them opens.

Kept in a file they are read anew when it changes: a process needs no restart.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from chassis.encryption.errors import KeysBroken
from chassis.observability import log

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

LOOK_SECONDS = 1.0  # how long a changed file may stay unseen

Look = tuple[int, int, int]


@dataclass(frozen=True)
class Key:
    """One key of Fernet. Its id tells nothing of it."""

    id: str
    fernet: "Fernet"


@dataclass(frozen=True)
class KeySet:
    """All keys of one moment."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that seals."""
        return self.keys[0]

    def get(self, key_id: str) -> Key | None:
        """Return the key with an id."""
        return next((key for key in self.keys if key.id == key_id), None)


class Ring:
    """The keys of a file."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self.clock = clock
        self._kept: KeySet | None = None
        self._look: Look | None = None
        self._looked_at = float("-inf")

    def keys(self) -> KeySet:
        """Return the keys, as they were at most a second ago."""
        if self._kept is None or self.clock() - self._looked_at >= LOOK_SECONDS:
            return self.now()
        return self._kept

    def now(self) -> KeySet:
        """Return the keys as they are; while the file cannot be read, as they were."""
        self._looked_at = self.clock()
        try:
            look = _look(self.path)
            if self._kept is None or look != self._look:
                self._kept, self._look = parsed(self.path.read_text()), look
        except (OSError, UnicodeDecodeError, KeysBroken) as error:
            if self._kept is None:
                raise KeysBroken(f"{self.path} holds no usable keys: {error}") from error
            log.error("encryption_keys_unreadable", path=str(self.path), error=str(error))
        return self._kept


def current() -> KeySet:
    """Return the keys of now."""
    source: str | Path = settings.ENCRYPTION_KEYS
    return _ring(source).keys() if isinstance(source, Path) else parsed(source)


def key_of(key_id: str) -> Key | None:
    """Return the key with an id; before there is none, the file is looked at once more."""
    found = current().get(key_id)
    source: str | Path = settings.ENCRYPTION_KEYS
    if found is None and isinstance(source, Path):
        return _ring(source).now().get(key_id)
    return found


@lru_cache(maxsize=8)
def parsed(text: str) -> KeySet:
    """Return the keys of a text, with white space between them."""
    words = text.split()
    if not words:
        raise KeysBroken("There is no encryption key.")
    return KeySet(tuple(_key(number, word) for number, word in enumerate(words, 1)))


def _key(number: int, word: str) -> Key:
    from cryptography.fernet import Fernet  # 8 MB, which a process without keys to use spares

    try:
        fernet = Fernet(word)
    except ValueError as error:
        detail = f"Encryption key {number} is none: it must be 32 bytes in url-safe base64."
        raise KeysBroken(detail) from error
    name = hashlib.sha256(f"the id of the key {word.rstrip('=')}".encode())
    return Key(name.hexdigest()[:8], fernet)


def _look(path: Path) -> Look:
    """Return what tells one state of the file from another."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@cache
def _ring(path: Path) -> Ring:
    return Ring(path)
