"""`manage.py catalog shell`: any Django command of a service, in that service's environment."""

import os
import subprocess
from collections.abc import Sequence
from typing import NoReturn

from stack import django, lock, run_folder, secrets
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings

# These look at code only, so they work while nothing runs.
WITHOUT_DATABASE = {
    "asyncapi",
    "check",
    "diffsettings",
    "help",
    "makemigrations",
    "spectacular",
    "steps",
    "version",
}


def run(settings: Settings, console: Console, name: str, arguments: Sequence[str]) -> int:
    """Become the Django command: its terminal, its signals, its exit code."""
    prepare(settings)
    words = list(arguments) or ["help"]
    if _needs_database(words) and not lock.is_held(settings):
        raise StackError(
            f"`{name} {words[0]}` needs the database, and nothing runs.",
            remedy="python3 manage.py up --detach",
        )
    service = settings.registry.service(name)
    environment = django.environment(settings, service)
    if words == ["migrate"]:
        return _migrate(settings, name, environment)
    return _become(django.command_as_typed(settings, name, words), environment)


def prepare(settings: Settings) -> None:
    """See to what every Django command needs, whether anything runs or not."""
    if not settings.python.exists():
        raise StackError("There is no virtual environment yet.", remedy="python3 manage.py up")
    run_folder.ensure(settings)
    secrets.ensure(settings)


def _become(command: list[str], environment: dict[str, str]) -> NoReturn:
    os.execve(command[0], command, environment)  # noqa: S606  (our own words, no shell)


def _needs_database(words: Sequence[str]) -> bool:
    return words[0] not in WITHOUT_DATABASE and not {"-h", "--help", "--version"} & set(words)


def _migrate(settings: Settings, name: str, environment: dict[str, str]) -> int:
    """A migration by hand counts: neither `up` nor `doctor` asks for it again."""
    code = subprocess.call(django.command(settings, ["migrate"]), env=environment)
    if code == 0:
        django.prepared(settings, settings.registry.service(name)).set()
    return code
