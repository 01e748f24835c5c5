"""Make the key that signs, and change it without anybody noticing.

A change takes three steps, each by names of files alone: `next-<since>.pem` is published, and signs
when everybody who keeps the published set has had it; what it replaces stays published as
`old-<since>.pem` until the last token that it signed is over.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.db import connection, transaction

from accounts_service.access.actions.recording import record
from accounts_service.access.errors import KeysNotWritable
from accounts_service.access.models import Kind
from accounts_service.access.selectors.keys import ACTIVE
from chassis.auth.keys import FRESH_SECONDS
from chassis.auth.register import LONGEST_TOKEN_LIFE
from chassis.auth.tokens import LEEWAY_SECONDS

KEY_BITS = 2048
MARGIN = timedelta(minutes=1)
SINCE = "%Y%m%dT%H%M%SZ"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('access.rotate_keys', 0)), clock_timestamp()"


@dataclass(frozen=True, kw_only=True)
class Waits:
    """How long a key is only published: before it signs, and after."""

    before: timedelta = timedelta(seconds=FRESH_SECONDS) + MARGIN
    after: timedelta = LONGEST_TOKEN_LIFE + timedelta(seconds=LEEWAY_SECONDS) + MARGIN


@dataclass(frozen=True)
class Rotation:
    """What was done, and what is to be done when."""

    done: list[str]
    due: list[tuple[datetime, str]]


def make_signing_key(*, folder: Path) -> bool:
    """Make the active key if there is none, and tell whether one was made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / ACTIVE).exists():
        return False
    return _put(_new_pem(), folder / ACTIVE)


@transaction.atomic
def rotate_keys(
    *, folder: Path, begin: bool, at: datetime | None = None, waits: Waits | None = None
) -> Rotation:
    """Take the steps that are due, and begin a change if asked to and none is under way.

    `at` is the database's time unless a test moves it: machines may disagree about theirs.
    """
    at, waits, done = _alone(at), waits or Waits(), []
    with _refused_plainly(folder):
        done += [_forget(key) for key in _ended(folder, "old", at - waits.after)]
        used = [_use(key, at) for key in _ended(folder, "next", at - waits.before)]
        done += used
        if begin and not used and not any(_named(folder, "next")):
            done.append(_publish(folder, at))
    _tell(done)
    return Rotation(done, sorted(_due(folder, waits)))


@transaction.atomic
def replace_keys(*, folder: Path, at: datetime | None = None) -> Rotation:
    """A key leaked: sign with a new one at once, and publish no other.

    Every token that was signed before is refused, as soon as the published set was fetched again.
    """
    _alone(at)
    with _refused_plainly(folder):
        others = [path for path in folder.glob("*.pem") if path.name != ACTIVE]
        new = folder / "new.pem.part"
        new.unlink(missing_ok=True)
        _put(_new_pem(), new)
        new.replace(folder / ACTIVE)
        for path in others:
            path.unlink()
    done = ["A new key signs. The keys of before are published no longer."]
    _tell(done)
    return Rotation(done, [])


def _alone(at: datetime | None) -> datetime:
    """Let nobody else change keys until this is over; return the time."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        now: datetime = cursor.fetchone()[1]
    return at or now


def _publish(folder: Path, at: datetime) -> str:
    _put(_new_pem(), folder / f"next-{at.astimezone(UTC):{SINCE}}.pem")
    return "The next key is published."


def _use(key: Path, at: datetime) -> str:
    """At each moment the key that signed until now is published under one name or both."""
    active = key.with_name(ACTIVE)
    os.link(active, key.with_name(f"old-{at.astimezone(UTC):{SINCE}}.pem"))
    key.replace(active)
    return "The next key signs. The one of before stays published."


def _forget(key: Path) -> str:
    key.unlink()
    return "The key of before is published no longer."


def _due(folder: Path, waits: Waits) -> Iterator[tuple[datetime, str]]:
    for key, since in _named(folder, "next"):
        yield since + waits.before, f"{key.name} signs"
    for key, since in _named(folder, "old"):
        yield since + waits.after, f"{key.name} is published no longer"


def _ended(folder: Path, word: str, since: datetime) -> list[Path]:
    return [path for path, begun in _named(folder, word) if begun <= since]


def _named(folder: Path, word: str) -> Iterator[tuple[Path, datetime]]:
    for path in sorted(folder.glob(f"{word}-*.pem")):
        yield path, datetime.strptime(path.stem, f"{word}-{SINCE}").replace(tzinfo=UTC)


def _tell(done: list[str]) -> None:
    if done:
        record(Kind.KEYS_ROTATED, done=done)


@contextmanager
def _refused_plainly(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeysNotWritable(f"{folder} cannot be changed: {error.strerror}.") from error


def _new_pem() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _put(pem: bytes, place: Path) -> bool:
    """Write a whole file that only its owner reads, unless another process was faster."""
    handle, name = tempfile.mkstemp(dir=place.parent)  # 0600 from its first moment
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(name, place)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    return True
