"""Change the key that seals, while everything runs.

The new key is put before the others in the file of keys; then whatever is sealed with an older one
is sealed anew, a batch in each transaction. How far that went is read from what is stored: killed
in the middle, it goes on there. An old key is dropped when nothing is sealed with it any more.
"""

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pgtrigger
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection, transaction

from chassis.encryption import keys
from chassis.encryption.errors import KeyInUse, KeyMissing, KeysNotWritable
from chassis.encryption.places import Place, places
from chassis.encryption.sealing import BARE, opened, seal, unseal
from chassis.errors import Conflict

AT_ONCE = 500
ROUNDS = 10  # others may hold rows for a moment
PAUSE = 1.0
# For so long after a change a process may still seal with the key of before: it looks once a
# second, and what it sealed is committed later.
SETTLED = timedelta(minutes=1)

Tell = Callable[[Place, int, int], None]  # of so many in all are done


class RotationRuns(Conflict):
    """Somebody else is changing the encryption keys."""

    code = "rotation_runs"


@contextmanager
def alone() -> Iterator[None]:
    """Let nobody else change keys meanwhile."""
    name = "encryption.rotate"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        if not cursor.fetchone()[0]:
            raise RotationRuns
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])


def sealed_with() -> dict[Place, Counter[str]]:
    """Count what is stored by place and by the id of its key."""
    return {place: place.sealed_with() for place in places()}


def is_under_way() -> bool:
    """Tell whether a change of keys was begun and not finished."""
    found = keys.current()
    others = {key.id for key in found.keys[1:]}
    return any(others & counts.keys() for counts in sealed_with().values())


def add_key() -> str:
    """Put a new key before the others; return its id."""
    path = _file()
    text = path.read_text()
    keys.parsed(text)  # a file that is broken is left alone
    _write(path, f"{Fernet.generate_key().decode()}\n{text.strip()}\n")
    return keys.parsed(path.read_text()).newest.id


def seal_anew(tell: Tell, *, again: bool = False) -> dict[Place, int]:
    """Seal whatever is not sealed with the newest key, or all `again`; return how much is left.

    What is left is sealed with a key that is not there, or was held by others all the time.
    """
    left = {place: _seal_place_anew(place, tell, again=again) for place in places()}
    return {place: count for place, count in left.items() if count}


def _seal_place_anew(place: Place, tell: Tell, *, again: bool) -> int:
    newest = keys.current().newest.id
    for number in range(ROUNDS):
        everything = again and not number
        total = place.stale(newest, everything=everything)
        if total:
            lost = _round(place, newest, partial(tell, place, total), everything=everything)
            if place.stale(newest) == lost:
                return lost
            time.sleep(PAUSE)
    return place.stale(newest)


def _round(place: Place, newest: str, tell: Callable[[int], None], *, everything: bool) -> int:
    """Go once through a place, past the rows that others hold; return how many did not open."""
    done, lost, last = 0, 0, None
    while True:
        with transaction.atomic(), pgtrigger.ignore():  # no new version, no line in the history
            rows = place.some(newest, after=last, most=AT_ONCE, everything=everything)
            for key, text in rows:
                try:
                    place.put(key, place.changed(text, _anew(place)))
                    done += 1
                except KeyMissing:
                    lost += 1
        tell(done)
        if len(rows) < AT_ONCE:
            return lost
        last = rows[-1][0]


def _anew(place: Place) -> Callable[[str], str]:
    if place.field is None:
        return lambda text: seal(unseal(text) if text.startswith(BARE) else opened(text))
    return place.field.sealed_anew


def drop_keys(*, at: datetime | None = None) -> list[str]:
    """Forget all keys but the newest; return their ids. Refuses while one of them is in use."""
    path = _file()
    words = path.read_text().split()
    found = keys.parsed(" ".join(words))
    old = [key.id for key in found.keys[1:]]
    if not old:
        return []
    when = datetime.fromtimestamp(path.stat().st_mtime, UTC) + SETTLED
    if (at or datetime.now(UTC)) < when:
        raise KeyInUse(
            f"A process may still use the key of before. Drop it from {when:%H:%M:%S} UTC on."
        )
    for place, counts in sealed_with().items():
        for name, count in counts.items():
            if count and name != found.newest.id:
                raise KeyInUse(
                    f"{count} of {place.label} are not sealed with the newest key ({name}). "
                    "First seal them anew: rotate_encryption."
                )
    _write(path, f"{words[0]}\n")
    return old


def _file() -> Path:
    source: str | Path = settings.ENCRYPTION_KEYS
    if isinstance(source, Path):
        return source
    raise KeysNotWritable(
        "The encryption keys are in the environment. Put a new one before them there, start the "
        "processes anew, and say: rotate_encryption --same-key. A key is made by: python -c "
        "'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    )


def _write(path: Path, text: str) -> None:
    """Replace the file at once, by one with the same owner."""
    path = path.resolve()
    try:
        old = path.stat()
        handle, name = tempfile.mkstemp(dir=path.parent)  # 0600 from its first moment
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if os.geteuid() == 0:
            os.chown(name, old.st_uid, old.st_gid)
        Path(name).replace(path)
    except OSError as error:
        raise KeysNotWritable(
            f"{path} cannot be changed ({error.strerror}). Where it comes from, put a new key "
            "before the others; when all processes have it, say: rotate_encryption --same-key."
        ) from error
