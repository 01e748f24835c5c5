"""Who runs what: PostgreSQL refuses to run as root, so root hands the engines to another user."""

import os
import pwd
import shutil
import stat
from pathlib import Path

UNPRIVILEGED = "nobody"


def is_root() -> bool:
    """Whether this process may do everything."""
    return os.geteuid() == 0


def engine_user() -> str | None:
    """The user that the engines run as, if that is not the current one."""
    return UNPRIVILEGED if is_root() else None


def anyone_can_enter(folder: Path) -> bool:
    """Whether every user may walk down to this folder."""
    return all(
        step.stat().st_mode & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists()
    )


def give_to_engines(path: Path) -> None:
    """Make the engines' user the owner of a file or folder, with all that is in it."""
    user = engine_user()
    if user is None or path.stat().st_uid == pwd.getpwnam(user).pw_uid:
        return
    for entry in (path, *path.rglob("*")):
        shutil.chown(entry, user, pwd.getpwnam(user).pw_gid)
