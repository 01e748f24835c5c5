"""No request touches Redis or Celery: writes go on while Redis is killed, frozen or away."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.faults import frozen, redis_away
from tests.faults.history import percentile
from tests.faults.load import load
from tests.faults.report import counted

AT_MOST_SECONDS = 1.0


def measured(history, since, until):
    """Every request that was sent in a span of time."""
    attempts = [each for each in history.attempts if since <= each.at <= until]
    good = sum(each.is_good for each in attempts)
    slowest = percentile([each.seconds for each in attempts], 0.99)
    return len(attempts), good, slowest


def write_through(system, fault, seconds):
    with load(system) as history:
        time.sleep(1)
        with fault:
            since = time.time()
            time.sleep(seconds)
            until = time.time()
    assert check(system, history)
    return measured(history, since, until)


@pytest.mark.long
def test_r8_writes_go_on_while_redis_is_away(system, report):
    tried, good, p99 = write_through(system, redis_away(system), seconds=20)

    report.row(
        "R8",
        tried=f"Redis killed, away for 20 s: {tried:,} writes to three services",
        measured=f"{counted(good, tried)} succeeded; p99 {p99 * 1000:.0f} ms",
        target="100 %; < 1 s",
        holds=good == tried > 100 and p99 < AT_MOST_SECONDS,
    )


@pytest.mark.long
def test_r9_writes_go_on_while_redis_is_frozen(system, report):
    tried, good, p99 = write_through(system, frozen(system, "redis"), seconds=10)

    report.row(
        "R9",
        tried=f"Redis frozen for 10 s: {tried:,} writes to three services",
        measured=f"{counted(good, tried)} succeeded; p99 {p99 * 1000:.0f} ms",
        target="100 %; < 1 s",
        holds=good == tried > 100 and p99 < AT_MOST_SECONDS,
    )
