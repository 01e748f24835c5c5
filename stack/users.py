"""Who runs what: PostgreSQL refuses to run as root, so root hands the engines to another user."""

import os
import pwd
import stat
from pathlib import Path

UNPRIVILEGED = "nobody"


def is_root() -> bool:
    """Whether this process may do everything."""
    return os.geteuid() == 0


def engine_user() -> str | None:
    """The user that the engines run as, if that is not the current one."""
    return UNPRIVILEGED if is_root() else None


def name_of(uid: int) -> str:
    """The name of a user, or the number if it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def anyone_can_enter(folder: Path) -> bool:
    """Whether every user may walk down to this folder."""
    return all(
        step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists()
    )


def passable_folder(path: Path) -> None:
    """Make a folder that is ours, and that the engines' user may walk through."""
    path.mkdir(mode=0o711, parents=True, exist_ok=True)
    if is_root():  # the engines' user may have owned it, or opened it, before
        os.chown(path, 0, 0, follow_symlinks=False)
        path.chmod(0o711)


def data_folder(path: Path) -> None:
    """Make a folder that only the engines' user may open."""
    path.mkdir(mode=0o700, exist_ok=True)
    give_to_engines(path)


def give_to_engines(path: Path) -> None:
    """Make the engines' user the owner of one file or folder; a link is never followed."""
    if user := engine_user():
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid, follow_symlinks=False)
