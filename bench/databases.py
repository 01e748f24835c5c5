"""The services' databases, made anew on the private server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT, cursor

from bench import processes

SERVICES = ("accounts", "tasks", "catalog")


def prepare() -> None:
    """Make every service's database and its tables."""
    with _asking(os.environ["KITROOM_TEST_DATABASE_URL"]) as server:
        for name in SERVICES:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
    for name in SERVICES:
        print(f"preparing {name} …", flush=True)
        processes.django(name, "migrate", "--verbosity", "0")


@contextmanager
def asking(service: str) -> Iterator[cursor]:
    """Give a cursor on a service's database; each statement is its own transaction."""
    with _asking(os.environ[f"{service.upper()}_DATABASE_URL"]) as found:
        yield found


@contextmanager
def _asking(url: str) -> Iterator[cursor]:
    opened = psycopg2.connect(url)
    opened.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    try:
        yield opened.cursor()
    finally:
        opened.close()
