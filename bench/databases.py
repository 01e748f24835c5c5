"""The services' databases, made anew on the private server."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, cursor

from bench import cpu, processes

SERVICES = ("accounts", "tasks", "catalog")


def prepare(names: Sequence[str] = SERVICES) -> None:
    """Make these services' databases and their tables."""
    with _asking(os.environ["KITROOM_TEST_DATABASE_URL"]) as server:
        for name in names:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
    for name in names:
        print(f"preparing {name} …", flush=True)
        processes.django(name, "migrate", "--verbosity", "0")


def copy(name: str, other: str) -> None:
    """Make a database that is another's copy, as its files are."""
    with _asking(os.environ["KITROOM_TEST_DATABASE_URL"]) as server:
        server.execute(f"DROP DATABASE IF EXISTS {other} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {other} TEMPLATE {name} STRATEGY file_copy")


@contextmanager
def asking(name: str) -> Iterator[cursor]:
    """Give a cursor on a database by its name; each statement is its own transaction."""
    with _asking(address(name)) as found:
        yield found


def address(name: str) -> str:
    """The URL of a database."""
    return f"{os.environ['KITROOM_TEST_DATABASE_URL'].rpartition('/')[0]}/{name}"


def version() -> str:
    """The server's version, as it says it."""
    with _asking(os.environ["KITROOM_TEST_DATABASE_URL"]) as server:
        server.execute("SHOW server_version")
        return str(server.fetchone()[0])


def postmaster() -> int:
    """The server's own process, whose children serve the connections."""
    with _asking(os.environ["KITROOM_TEST_DATABASE_URL"]) as server:
        return cpu.parent(server.connection.info.backend_pid)


@contextmanager
def _asking(url: str) -> Iterator[cursor]:
    opened = psycopg2.connect(url)
    opened.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        yield opened.cursor()
    finally:
        opened.close()
