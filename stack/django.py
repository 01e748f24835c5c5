"""Django's own commands, each in the environment of its service."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from stack import secrets, service_environment, shell
from stack.registry import Service
from stack.settings import Settings
from stack.stamps import Stamp, fingerprint

# A migration or the demo data may take longer than a request: its statements, and on a busy machine
# what it makes up its mind about between them.
PATIENT = {
    "PGOPTIONS": "-c statement_timeout=0 -c lock_timeout=30s"
    " -c idle_in_transaction_session_timeout=5min"
}


def command(settings: Settings, arguments: Sequence[str]) -> list[str]:
    """The words that run one Django command."""
    return [str(settings.python), "-m", "django", *arguments]


def command_as_typed(settings: Settings, name: str, arguments: Sequence[str]) -> list[str]:
    """The words that run one Django command whose usage lines say what a person typed."""
    runner = [str(settings.python), "-m", "stack.service_command"]
    return [*runner, f"manage.py {name}", *arguments]


def environment(settings: Settings, service: Service) -> dict[str, str]:
    """The environment of a command that a person runs, or that a start needs."""
    return {**service_environment.of(settings, service, f"{service.name}-command"), **PATIENT}


async def run(settings: Settings, service: Service, *commands: Sequence[str]) -> str:
    """Run several commands in one process, for starting Django costs more than they do."""
    words = [word for each in commands for word in (*each, ";")]
    return await shell.run(
        [settings.python, "-m", "stack.several_commands", *words],
        doing=f"{service.name}: {' and '.join(each[0] for each in commands)}",
        env=environment(settings, service),
        remedy=f"python3 manage.py {service.name} {commands[0][0]}",
    )


def prepared(settings: Settings, service: Service) -> Stamp:
    """What the database and the static files of a service were prepared from."""
    files = [
        settings.root / "requirements" / f"{service.name}.txt",
        *_sources(settings, service),
        *_clients(settings, service),
    ]
    place = settings.run / "stamps" / f"{service.name}-prepared"
    return Stamp(place, fingerprint(files, settings.public_url, *service.setup))


def _sources(settings: Settings, service: Service) -> Iterator[Path]:
    """Files that the prepared things are made from: migrations, static files, settings."""
    for package in (service.package, "chassis"):
        for folder, _, names in os.walk(settings.root / package):
            if {"migrations", "static"} & set(Path(folder).parts):
                yield from (Path(folder) / name for name in names if not name.endswith(".pyc"))
    yield settings.root / service.package / "settings.py"


def _clients(settings: Settings, service: Service) -> Iterator[Path]:
    """The secrets of clients, for the service that makes clients of them."""
    folder = secrets.service_clients(settings)
    if str(folder) in service_environment.own(settings, service).values() and folder.exists():
        yield from folder.iterdir()
