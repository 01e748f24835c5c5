"""Redis forgets, all or the last while: the outbox has it, and nobody applies anything twice."""

import time

import pytest

from tests.faults.arrivals import arrivals, is_fresh, watch
from tests.faults.checker import check
from tests.faults.faults import flush, kept_data_of_redis, roll_back_redis
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.running import until

CAUGHT_UP_WITHIN_SECONDS = 15

# What was received before is applied again.
NO_INBOX = Naive(
    file="chassis/events/receiving.py",
    old="            apply(inbox.take(received, applied=True))\n",
    new="            inbox.take(received, applied=True)\n            apply(received)\n",
    kinds=("background",),
    services=("catalog",),
)

pytestmark = pytest.mark.long


def test_r7_redis_is_wiped_under_load(system, report):
    watch(system)
    caught_up = []
    with load(system) as history:
        for _ in range(3):
            time.sleep(3)
            flush(system)
            caught_up.append(seconds_until_caught_up(system))

    tell(system, report, history, "R7", "FLUSHALL 3 times", max(caught_up))


def test_r7_redis_comes_back_with_an_old_dump_under_load(system, report):
    watch(system)
    with load(system) as history:
        time.sleep(2)
        dump = kept_data_of_redis(system)
        time.sleep(4)
        roll_back_redis(system, dump)
        caught_up = seconds_until_caught_up(system)

    tell(system, report, history, "R7 dump", "Redis rolled back by 4 s", caught_up)


def seconds_until_caught_up(system):
    """Until all that was committed when Redis forgot is applied wherever it is read."""
    began = time.time()
    until(lambda: is_fresh(system, began), 60)
    return time.time() - began


def tell(system, report, history, row, tried, caught_up):
    assert check(system, history)
    found = arrivals(system, history)
    lost = counted(len(found.unpublished + found.lost + found.outdated), found.expected)
    twice = counted(len(found.twice), found.expected)
    report.row(
        row,
        tried=f"{tried}: {history.acknowledged:,} writes, {found.expected:,} events to apply",
        measured=f"{lost} lost, {twice} applied twice; caught up in {caught_up:.1f} s",
        target=f"0; 0; < {CAUGHT_UP_WITHIN_SECONDS} s",
        holds=bool(found) and found.expected > 300 and caught_up < CAUGHT_UP_WITHIN_SECONDS,
    )


def test_the_check_catches_a_missing_inbox(naive_system):
    watch(naive_system)
    with naive(naive_system, NO_INBOX):
        with load(naive_system, services=["tasks"]) as history:
            time.sleep(1)
        assert arrivals(naive_system, history)
        flush(naive_system)
        seconds_until_caught_up(naive_system)

        assert arrivals(naive_system, history).twice
