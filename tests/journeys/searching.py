"""Where something that was typed, sent or given could lie afterwards: files, rows, Redis."""

import base64
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import redis

from tests.checkout import SERVICES
from tests.faults.databases import rows
from tests.running import System

Place = tuple[str, bytes]  # its name, and what it holds
TABLES = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = %s"
OF_POSTGRES = {"information_schema", "pg_catalog"}
# What was installed is the same for everybody; tables are read as rows, and as what was ever
# written to them (pg_wal).
AS_INSTALLED = re.compile(r"engines|static|test|postgres/data/(?!pg_wal).*")


def everywhere(system: System) -> Iterator[Place]:
    """Every file of the run folder, every table, and every key of Redis."""
    yield from files(system.run)
    for service in SERVICES:
        yield from tables(system, service.name)
    yield from keys(system)


def files(folder: Path) -> Iterator[Place]:
    """Every file below a run folder; files may come and go meanwhile."""
    for place, folders, names in os.walk(folder):
        inside = Path(place).relative_to(folder)
        folders[:] = [each for each in folders if not AS_INSTALLED.fullmatch(str(inside / each))]
        for name in names:
            with suppress(FileNotFoundError):
                if (path := Path(place, name)).is_file():  # no socket, no pipe
                    yield f"file {inside / name}", path.read_bytes()


def tables(system: System, service: str) -> Iterator[Place]:
    """Every table of a service as text, and its sessions unpacked."""
    for schema, table in rows(system, service, TABLES, ["BASE TABLE"]):
        if schema not in OF_POSTGRES:
            said = rows(system, service, f'SELECT t::text FROM "{schema}"."{table}" t')  # noqa: S608
            yield f"table {service}.{table}", "\n".join(row for (row,) in said).encode()
    sessions = rows(system, service, "SELECT session_data FROM django_session")
    yield f"sessions {service}", b"\n".join(unpacked(data) for (data,) in sessions)


def unpacked(session: str) -> bytes:
    """Return what a session says: it is signed and packed, not closed."""
    text = session.partition(":")[0]
    is_packed = text.startswith(".")
    raw = base64.urlsafe_b64decode(text.lstrip(".") + "===")
    return zlib.decompress(raw) if is_packed else raw


def keys(system: System) -> Iterator[Place]:
    """Every key of every database of Redis: queues, streams, what workers leave."""
    url = (system.run / "secrets" / "accounts-events-url").read_text().strip().rpartition("/")[0]
    with redis.Redis.from_url(url, socket_timeout=5) as server:
        databases = int(server.config_get("databases")["databases"])
    for number in range(databases):
        with redis.Redis.from_url(f"{url}/{number}", socket_timeout=5) as one:
            for key in one.scan_iter(count=1000):
                yield f"redis {number} {key.decode()}", key + b" " + _value(one, key)


def _value(one: redis.Redis, key: bytes) -> bytes:
    kind = one.type(key).decode()
    match kind:
        case "string":
            found = one.get(key)
        case "list":
            found = one.lrange(key, 0, -1)
        case "hash":
            found = one.hgetall(key)
        case "set":
            found = one.smembers(key)
        case "zset":
            found = one.zrange(key, 0, -1)
        case "stream":
            found = one.xrange(key)
        case _:
            found = kind
    return repr(found).encode()


def found(secrets: Mapping[str, Iterable[str]], places: Iterable[Place]) -> tuple[set, int]:
    """Return which secret lies where (all of its texts do), and how many places were searched."""
    wanted = {name: {text.encode() for text in texts} for name, texts in secrets.items()}
    every = set().union(*wanted.values())
    seen, count = set(), 0
    for place, content in places:
        count += 1
        here = {text for text in every if text in content}
        seen |= {(name, place) for name, texts in wanted.items() if texts <= here}
    return seen, count
