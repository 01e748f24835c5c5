"""Look into the databases and the Redis of a running system, past its APIs."""

from collections.abc import Sequence
from typing import Any

import psycopg2
import psycopg2.extras
import redis

from stack import registry
from tests.running import ROOT, System

psycopg2.extras.register_uuid()
EVENTS_DATABASE = 8


def rows(system: System, service: str, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """Run one statement in a service's database, as the service's own role."""
    url = (system.run / "secrets" / f"{service}-database-url").read_text()
    return _run(url, sql, values)


def rows_as_superuser(
    system: System, database: str, sql: str, values: Sequence[Any] = ()
) -> list[Any]:
    """Run one statement that the service itself may not run."""
    password = (system.run / "secrets" / "postgres-password").read_text()
    port = _ports(system).postgres_port
    return _run(f"postgres://postgres:{password}@127.0.0.1:{port}/{database}", sql, values)


def value(system: System, service: str, sql: str, values: Sequence[Any] = ()) -> Any:
    """The first column of the first row."""
    return rows(system, service, sql, values)[0][0]


def events_redis(system: System) -> redis.Redis:
    """A connection to the streams."""
    password = (system.run / "secrets" / "redis-password").read_text()
    return redis.Redis(
        port=_ports(system).redis_port,
        password=password,
        db=EVENTS_DATABASE,
        socket_timeout=5,
        decode_responses=True,
    )


def _ports(system: System) -> registry.Registry:
    return registry.load(ROOT / "services.toml").shifted(system.port)


def _run(url: str, sql: str, values: Sequence[Any]) -> list[Any]:
    connection = psycopg2.connect(url, connect_timeout=5)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
