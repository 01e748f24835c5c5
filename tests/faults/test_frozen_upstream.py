"""One service is frozen in the middle of its work: the others do not notice."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.faults import frozen, names_of
from tests.faults.history import percentile
from tests.faults.load import load

SECONDS = 15
OTHERS = ("tasks", "accounts")


def slow_and_wrong(system, seconds):
    """The 95th percentile of the others' answers, how many were wrong, and of how many."""
    with load(system, services=OTHERS) as history:
        time.sleep(seconds)
    assert check(system, history)
    attempts = history.attempts
    wrong = [each for each in attempts if not each.is_good]
    return percentile([each.seconds for each in attempts], 0.95), len(wrong), len(attempts)


@pytest.mark.long
def test_r13_catalog_is_frozen(system, report):
    usual, _, _ = slow_and_wrong(system, SECONDS)

    with frozen(system, *names_of(system, "web", "worker", "background", services=["catalog"])):
        slow, wrong, number = slow_and_wrong(system, SECONDS)

    report.row(
        "R13",
        tried=f"all of catalog frozen for {SECONDS} s: {number:,} requests to the others",
        measured=f"p95 {slow / usual:.2f} x ({slow * 1000:.0f} ms); errors {wrong} of {number:,}",
        target="<= 2 x; 0",
        holds=slow <= 2 * usual and not wrong and number > 100,
    )
