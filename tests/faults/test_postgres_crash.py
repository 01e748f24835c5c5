"""PostgreSQL ends at once: what was acknowledged is there, and all is well again soon."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.faults import crash_postgres, kill_a_backend_of_postgres, wait_until_well
from tests.faults.load import load
from tests.faults.report import counted

TIMES = 3
WELL_AFTER_SECONDS = 8


@pytest.mark.long
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
