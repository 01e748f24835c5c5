"""One supervisor for each run folder: a lock that the kernel lets go of when its holder dies."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator

from stack import run_folder
from stack.errors import StackError
from stack.settings import Settings


class AlreadyRunning(StackError):
    """Kitroom runs in this folder already."""


@contextlib.contextmanager
def hold(settings: Settings) -> Iterator[None]:
    """Be the one supervisor of this run folder."""
    run_folder.ensure(settings)
    file = os.open(settings.run / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(file, patience_seconds=1):
            raise AlreadyRunning(
                f"Kitroom is running here already, at {settings.public_url}.",
                remedy="python3 manage.py status   (or: python3 manage.py down)",
            )
        yield
    finally:
        os.close(file)


def is_held(settings: Settings) -> bool:
    """Whether a supervisor lives."""
    try:
        file = os.open(settings.run / "lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _taken(file)
    finally:
        os.close(file)


def _taken(file: int, patience_seconds: float = 0) -> bool:
    """Somebody may hold it for a blink, only to see whether it is free."""
    until = time.monotonic() + patience_seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(0.05)
