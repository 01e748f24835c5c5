"""The faults: each does to a real process what a bad day does."""

import json
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from stack import users
from stack.processes import identity
from tests.faults.databases import events_redis, rows_as_superuser
from tests.running import System, until

Row = dict[str, Any]
Dump = Mapping[str, bytes]  # the contents of files, by their names
BACK_WITHIN_SECONDS = 60


def processes(system: System) -> dict[str, Row]:
    """Every process as the supervisor last saw it, by name."""
    state = json.loads((system.run / "state.json").read_text())
    return {row["name"]: row for row in state["processes"]}


def kill(system: System, name: str) -> int:
    """End a process with `kill -9`; return the number it had."""
    pid = _pid(system, name)
    os.kill(pid, signal.SIGKILL)
    return pid


def kill_and_wait(system: System, name: str) -> float:
    """End a process with `kill -9` and wait until the supervisor brought it back: how long?"""
    began = time.monotonic()
    pid = kill(system, name)
    wait_until_back(system, name, pid)
    return time.monotonic() - began


def wait_until_back(system: System, name: str, old_pid: int) -> None:
    """Wait for a new process in the place of the old one, well."""
    until(lambda: _is_back(processes(system)[name], old_pid), BACK_WITHIN_SECONDS)


def wait_until_well(system: System) -> None:
    """Wait until every process is well."""
    until(
        lambda: all(row["status"] == "ok" for row in processes(system).values()),
        BACK_WITHIN_SECONDS,
    )


@contextmanager
def frozen(system: System, *names: str) -> Iterator[None]:
    """Stop processes in the middle of whatever they do (SIGSTOP); afterwards they go on."""
    pids = [pid for name in names for pid in identity.descendants(_pid(system, name))]
    _signal(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal(pids, signal.SIGCONT)


@contextmanager
def redis_away(system: System) -> Iterator[None]:
    """Kill Redis, and keep the supervisor from bringing it back for as long as the block takes."""
    with _supervisor_looks_away(system):
        pid = kill(system, "redis")
        yield
    wait_until_back(system, "redis", pid)


def flush(system: System) -> None:
    """Wipe everything that Redis knows."""
    events_redis(system).flushall()


def kept_data_of_redis(system: System) -> Dump:
    """What Redis has on disk now, by file name: an old dump to come."""
    return {path.name: path.read_bytes() for path in _data_of_redis(system).iterdir()}


def roll_back_redis(system: System, dump: Dump) -> None:
    """Let Redis come back with what it had then."""
    with redis_away(system):
        for path in _data_of_redis(system).iterdir():
            path.unlink()
        for name, content in dump.items():
            path = _data_of_redis(system) / name
            path.write_bytes(content)
            users.give_to_engines(path)


def crash_postgres(system: System) -> float:
    """End PostgreSQL at once, as `pg_ctl stop -m immediate`: how long until all is well again?"""
    began = time.monotonic()
    pid = _pid(system, "postgres")
    os.kill(pid, signal.SIGQUIT)
    wait_until_back(system, "postgres", pid)
    wait_until_well(system)
    return time.monotonic() - began


def kill_a_backend_of_postgres(system: System, database: str) -> None:
    """`kill -9` of one connection's process: PostgreSQL then ends all others, and recovers."""
    sql = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid() LIMIT 1"
    os.kill(rows_as_superuser(system, "postgres", sql, [database])[0][0], signal.SIGKILL)


def names_of(system: System, *kinds: str, services: Sequence[str] = ()) -> list[str]:
    """The names of the processes of these kinds."""
    return [
        name
        for name, row in processes(system).items()
        if row["kind"] in kinds and (not services or row["service"] in services)
    ]


@contextmanager
def _supervisor_looks_away(system: System) -> Iterator[None]:
    pid = json.loads((system.run / "state.json").read_text())["supervisor"]["pid"]
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def _data_of_redis(system: System) -> Path:
    return system.run / "redis" / "data"


def _pid(system: System, name: str) -> int:
    row = until(lambda: (row := processes(system)[name])["pid"] and row, BACK_WITHIN_SECONDS)
    return int(row["pid"])


def _is_back(row: Row, old_pid: int) -> bool:
    return row["pid"] not in (None, old_pid) and row["status"] == "ok"


def _signal(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
