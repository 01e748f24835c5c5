"""Look into the databases and the Redis of a running system, past its APIs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg2
import psycopg2.extras
import redis

from tests.running import System

psycopg2.extras.register_uuid()


def rows(system: System, service: str, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """Run one statement in a service's database, as the service's own role."""
    url = (system.run / "secrets" / f"{service}-database-url").read_text()
    return _run(url, sql, values)


def rows_as_superuser(
    system: System, database: str, sql: str, values: Sequence[Any] = ()
) -> list[Any]:
    """Run one statement that the service itself may not run."""
    url = (system.run / "secrets" / "accounts-database-url").read_text()
    password = (system.run / "secrets" / "postgres-password").read_text()
    place = url.rpartition("@")[2].partition("/")[0]
    return _run(f"postgres://postgres:{password}@{place}/{database}", sql, values)


@contextmanager
def held(system: System, service: str, name: str) -> Iterator[None]:
    """Hold what verbs of a service take one after the other, as another process would."""
    url = (system.run / "secrets" / f"{service}-database-url").read_text()
    connection = psycopg2.connect(url, connect_timeout=5)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
        yield
    finally:
        connection.close()


def value(system: System, service: str, sql: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row."""
    return rows(system, service, sql, values)[0][0]


def events_redis(system: System) -> redis.Redis:
    """A connection to the streams."""
    return _redis(system, "accounts-events-url")


def broker_redis(system: System, service: str) -> redis.Redis:
    """A connection to a service's queue."""
    return _redis(system, f"{service}-broker-url")


def _redis(system: System, secret: str) -> redis.Redis:
    url = (system.run / "secrets" / secret).read_text()
    return redis.Redis.from_url(url, socket_timeout=5, decode_responses=True)


def _run(url: str, sql: str, values: Sequence[Any]) -> list[Any]:
    connection = psycopg2.connect(url, connect_timeout=5)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
