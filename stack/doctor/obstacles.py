"""What would make a start fail; `up` refuses with the same words that `doctor` uses."""

import shutil
from pathlib import Path

from stack import ports, secrets, virtualenv
from stack.doctor.cause import Cause
from stack.errors import StackError
from stack.settings import Settings

NEEDED_MEGABYTES = 1500
NEEDED_LATER_MEGABYTES = 200


def refuse(settings: Settings) -> None:
    """Raise the first obstacle, if there is one."""
    for cause in find(settings):
        raise StackError(cause.sentence, remedy=cause.remedy)


def find(settings: Settings) -> list[Cause]:
    """Everything that stands in the way of a start."""
    return [
        *installer(settings),
        *space(settings),
        *busy_ports(settings),
        *lost_keys(settings),
    ]


def installer(settings: Settings) -> list[Cause]:
    """Something must be able to make the virtual environment."""
    if virtualenv.is_whole(settings) or virtualenv.installer_name():
        return []
    return [
        Cause(
            "no-installer",
            "This Python has neither pip nor venv, and uv is not on PATH.",
            "sudo apt-get install python3-venv",
        )
    ]


def space(settings: Settings) -> list[Cause]:
    """A start needs room, the first one for the environment and the engines too."""
    needed = NEEDED_LATER_MEGABYTES if virtualenv.is_whole(settings) else NEEDED_MEGABYTES
    return [
        Cause(
            "no-space",
            f"{folder} has {free} MB free; {needed} MB are needed.",
            f"du -xsh {folder}/* | sort -h | tail",
        )
        for folder in {_existing(settings.root), _existing(settings.run)}
        if (free := shutil.disk_usage(folder).free // 1_000_000) < needed
    ]


def lost_keys(settings: Settings) -> list[Cause]:
    """New keys would not open what the old ones closed."""
    paths = secrets.lost_keys(settings)
    return [Cause("keys-lost", secrets.lost(path), secrets.PUT_BACK) for path in paths]


def busy_ports(settings: Settings) -> list[Cause]:
    """The ports must be free; one of them may be taken by a neighbour."""
    causes = []
    for port in ports.busy(settings):
        by = ports.owner(port)
        other = settings.registry.gateway_port + 1000
        causes.append(
            Cause(
                "port-busy",
                f"Port {port} is taken{f' by {by}' if by else ''}.",
                f"KITROOM_PORT={other} python3 manage.py up",
            )
        )
    return causes


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
