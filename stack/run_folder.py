"""The run folder: others may pass through it and nothing more, and it is never trusted blindly.

Root executes what lies there, and its name below /var/tmp can be guessed: whoever makes it first
must not decide what root runs.
"""

import os
import shlex
import stat
from pathlib import Path

from stack import users
from stack.errors import StackError
from stack.settings import Settings

PASSABLE = 0o711  # the engines' user walks to its own folders
PRIVATE = 0o700
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class ForeignFolder(StackError):
    """The run folder may have been made or filled by somebody else."""


def ensure(settings: Settings) -> None:
    """Make the run folder, or refuse the one that is there."""
    if not os.path.lexists(settings.run):
        settings.run.mkdir(parents=True)
        settings.run.chmod(PASSABLE)  # whatever the umask says
    refuse_foreign(settings)
    for folder in (settings.logs, settings.heartbeats, settings.media, settings.mail):
        private(folder)


def refuse_foreign(settings: Settings) -> None:
    """Raise ForeignFolder if root would use a folder that somebody else can fill."""
    if not users.is_root() or not os.path.lexists(settings.run):
        return
    found = settings.run.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise _foreign(settings.run, "is not a folder")
    if found.st_uid != os.geteuid():
        raise _foreign(settings.run, f"belongs to {users.name_of(found.st_uid)}, not to root")
    if found.st_mode & WRITABLE_BY_OTHERS:
        raise _foreign(settings.run, "can be written by others")


def private(folder: Path) -> None:
    """Make a folder that only this user may open, also if it was wider before."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    folder.chmod(PRIVATE)


def _foreign(folder: Path, why: str) -> ForeignFolder:
    return ForeignFolder(
        f"Root would run programs from {folder}, and that {why}.",
        remedy=f"rm -rf {shlex.quote(str(folder))}   (look into it first)",
    )
