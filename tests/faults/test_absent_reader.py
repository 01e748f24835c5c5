"""A reader is away for a while: what it has not read waits for it, whatever happens to Redis."""

import time

import pytest

from tests.faults.arrivals import arrivals, watch
from tests.faults.extra import extra_processes
from tests.faults.faults import flush, frozen
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.faults.report import counted

READER = "catalog-background-1"
LONG_ENOUGH_TO_TRIM = 14
FROZEN_SECONDS = 10

# The stream keeps its last ten entries, read or not.
KEEPS_TEN = Naive(
    file="chassis/events/trimming.py",
    old="return redis.call('XTRIM', KEYS[1], 'MINID', '=', needed)",
    new="return redis.call('XTRIM', KEYS[1], 'MAXLEN', 10)",
    kinds=("background",),
    services=("tasks",),
)
# A wipe is not noticed.
TRUSTS_REDIS = Naive(
    file="chassis/events/appending.py",
    old="if behind or redis.call('GET', KEYS[2]) ~= ARGV[1] then return false end",
    new="",
    kinds=("background",),
    services=("tasks",),
)

pytestmark = pytest.mark.long


def while_reader_is_frozen(system, seconds, *, wipe):
    """Write tasks while nobody reads what is told of them; wipe Redis in the middle, if asked."""
    watch(system)
    with load(system, services=["tasks"], clients=2) as history, frozen(system, READER):
        time.sleep(seconds / 2)
        if wipe:
            flush(system)
        time.sleep(seconds / 2)
    return history


def test_r7_redis_is_wiped_while_a_reader_is_away(system, report):
    history = while_reader_is_frozen(system, LONG_ENOUGH_TO_TRIM, wipe=True)

    found = arrivals(system, history)

    lost = counted(len(found.lost + found.outdated), found.expected)
    twice = counted(len(found.twice), found.expected)
    report.row(
        "R7 away",
        tried=f"FLUSHALL while a reader is frozen for {LONG_ENOUGH_TO_TRIM} s, trimming goes on",
        measured=f"{lost} events lost, {twice} applied twice",
        target="0; 0",
        holds=bool(found) and found.expected > 100,
    )


def test_r7_a_reader_that_comes_back_finds_its_work_done(system, report):
    with extra_processes(system, "catalog", "background"):
        history = while_reader_is_frozen(system, FROZEN_SECONDS, wipe=False)
        found = arrivals(system, history)

    lost = counted(len(found.lost + found.outdated), found.expected)
    report.row(
        "R7 zombie",
        tried=f"a reader frozen for {FROZEN_SECONDS} s while another takes over, then let go",
        measured=f"{lost} events lost, {counted(len(found.twice), found.expected)} applied twice",
        target="0; 0",
        holds=bool(found) and found.expected > 100,
    )


def test_the_check_catches_a_stream_that_keeps_only_its_end(naive_system):
    with naive(naive_system, KEEPS_TEN):
        history = while_reader_is_frozen(naive_system, LONG_ENOUGH_TO_TRIM, wipe=False)
        found = arrivals(naive_system, history, seconds=5)

    assert found.lost


def test_the_check_catches_a_wipe_that_nobody_notices(naive_system):
    with naive(naive_system, TRUSTS_REDIS):
        history = while_reader_is_frozen(naive_system, 2, wipe=True)
        found = arrivals(naive_system, history, seconds=5)

    assert found.lost
