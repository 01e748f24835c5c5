"""What is wrong with this checkout and with what runs from it."""

import os
from pathlib import Path

from stack import django, leftovers, lock, service_environment, state, virtualenv
from stack.doctor import obstacles
from stack.doctor.cause import Cause
from stack.engines import find as engines
from stack.engines import install
from stack.settings import Settings


def find(settings: Settings) -> list[Cause]:
    """Every cause of trouble; none of it changes anything."""
    causes = [
        *environment(settings),
        *missing_engines(settings),
        *migrations(settings),
        *locked_folders(settings),
    ]
    if lock.is_held(settings):
        return [*causes, *processes(settings)]
    return [*left_behind(settings), *obstacles.find(settings), *causes]


def environment(settings: Settings) -> list[Cause]:
    """The virtual environment must be there and hold what the requirements say."""
    if not virtualenv.is_whole(settings):
        return [Cause("no-environment", "There is no virtual environment yet.", UP)]
    if not virtualenv.base_stamp(settings).is_set():
        sentence = "The requirements have changed since they were installed."
        return [Cause("requirements-changed", sentence, UP)]
    return []


def missing_engines(settings: Settings) -> list[Cause]:
    """Each engine must come from somewhere."""
    causes = []
    for name in engines.OLDEST:
        if engines.find(settings, name) is None:
            error = engines.missing(name)
            remedy = UP if install.has_wheels_for_this_machine() else error.remedy
            causes.append(Cause("missing-engine", str(error), remedy))
    return causes


def migrations(settings: Settings) -> list[Cause]:
    """Migrations that changed after they were applied are not in the database."""
    return [
        Cause(
            "stale-migration",
            f"The migrations, static files or settings of {service.name} changed since "
            "its database was prepared.",
            f"python3 manage.py {service.name} migrate" if lock.is_held(settings) else UP,
        )
        for service in settings.registry
        if (stamp := django.prepared(settings, service)).exists() and not stamp.is_set()
    ]


def locked_folders(settings: Settings) -> list[Cause]:
    """What a service keeps in a folder of secrets, as signing keys, it must be able to change."""
    return [
        Cause(
            "folder-not-writable",
            f"{service.name} cannot write to {value} ({name}).",
            f"chmod u+rwx {value}   (or: ls -ld {value}, and chown it)",
        )
        for service in settings.registry
        for name, value in service_environment.own(settings, service).items()
        if Path(value).is_dir() and not os.access(value, os.W_OK | os.X_OK)
    ]


def left_behind(settings: Settings) -> list[Cause]:
    """A supervisor that was killed may have left processes and half-started engines."""
    causes = [
        Cause("left-over-process", f"{name} (pid {found[0].pid}) runs without a supervisor.", DOWN)
        for name, found in leftovers.processes(settings).items()
    ]
    if path := leftovers.stale_pid_file(settings):
        sentence = f"PostgreSQL did not end properly: {path} is stale."
        causes.append(Cause("half-started-engine", sentence, DOWN))
    return causes


def processes(settings: Settings) -> list[Cause]:
    """A process that failed or does not answer, with where to look."""
    now = state.read(settings)
    return [
        Cause(
            f"process-{each.status}",
            f"{each.name} is {each.status}{f' ({each.last_exit})' if each.last_exit else ''}.",
            f"python3 manage.py logs {each.name}",
        )
        for each in (now.processes if now and now.phase == "running" else ())
        if each.status != "ok"
    ]


UP = "python3 manage.py up"
DOWN = "python3 manage.py down"
