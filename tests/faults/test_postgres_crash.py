"""PostgreSQL ends at once: what was acknowledged is there, and all is well again soon."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.databases import rows_as_superuser
from tests.faults.faults import crash_postgres, kill_a_backend_of_postgres, wait_until_well
from tests.faults.load import load
from tests.faults.report import counted

TIMES = 3
WELL_AFTER_SECONDS = 8

# Answers before the disk has it: a setting of the server, not a line of our source.
HASTY = {"synchronous_commit": "off", "wal_writer_delay": "10s"}


pytestmark = pytest.mark.long


def test_r12_postgres_restarts_at_once(system, report):
    took = []
    with load(system) as history:
        for _ in range(TIMES):
            time.sleep(2)
            took.append(crash_postgres(system))
        kill_a_backend_of_postgres(system, "tasks")
        time.sleep(2)
        wait_until_well(system)
        time.sleep(1)

    verdict = check(system, history)

    report.row(
        "R12",
        tried=f"PostgreSQL ended by `immediate` {TIMES} times, one backend killed with -9",
        measured=f"{counted(len(verdict.lost), history.acknowledged)} acknowledged writes lost; "
        f"well after {max(took):.1f} s at most",
        target=f"0; < {WELL_AFTER_SECONDS} s",
        holds=bool(verdict) and history.acknowledged > 100 and max(took) < WELL_AFTER_SECONDS,
    )


def test_the_check_catches_acknowledging_before_it_is_on_disk(naive_system):
    for name, setting in HASTY.items():
        rows_as_superuser(naive_system, "postgres", f"ALTER SYSTEM SET {name} = '{setting}'")
    rows_as_superuser(naive_system, "postgres", "SELECT pg_reload_conf()")
    try:
        with load(naive_system, services=["tasks"]) as history:
            time.sleep(2)
            crash_postgres(naive_system)
    finally:
        rows_as_superuser(naive_system, "postgres", "ALTER SYSTEM RESET ALL")
        rows_as_superuser(naive_system, "postgres", "SELECT pg_reload_conf()")

    assert check(naive_system, history).lost
