"""One service is frozen in the middle of its work: the others do not notice."""

import time

import pytest

from tests.faults.checker import check
from tests.faults.faults import frozen, names_of
from tests.faults.history import percentile
from tests.faults.load import load
from tests.faults.naive import Naive, naive

SECONDS = 10
OTHERS = ("tasks", "accounts")
MOST_TIMES_SLOWER = 2

# Every new task asks the catalog, and waits for it.
ASKS = Naive(
    file="tasks_service/work/actions/tasks.py",
    old="    task = _write(Task(created_by=by.id), details)\n",
    new="""    from contextlib import suppress

    import urllib3
    from django.conf import settings

    with suppress(urllib3.exceptions.HTTPError):
        url = f"{settings.INTERNAL_URL}/catalog/api/v1/products/"
        urllib3.request("GET", url, timeout=1, retries=False)
    task = _write(Task(created_by=by.id), details)
""",
    kinds=("web",),
    services=("tasks",),
)

pytestmark = pytest.mark.long


def slow_and_wrong(system, seconds, services=OTHERS):
    """The 95th percentile of the others' answers, how many were wrong, and of how many."""
    with load(system, services=services) as history:
        time.sleep(seconds)
    assert check(system, history)
    attempts = history.attempts
    wrong = [each for each in attempts if not each.is_good]
    return percentile([each.seconds for each in attempts], 0.95), len(wrong), len(attempts)


def test_r13_catalog_is_frozen(system, report):
    usual, _, _ = slow_and_wrong(system, SECONDS)

    with frozen(system, *names_of(system, "web", "worker", "background", services=["catalog"])):
        slow, wrong, number = slow_and_wrong(system, SECONDS)

    report.row(
        "R13",
        tried=f"all of catalog frozen for {SECONDS} s: {number:,} requests to the others",
        measured=f"p95 {slow / usual:.2f} x ({slow * 1000:.0f} ms); errors {wrong} of {number:,}",
        target=f"<= {MOST_TIMES_SLOWER} x; 0",
        holds=slow <= MOST_TIMES_SLOWER * usual and not wrong and number > 100,
    )


def test_the_check_catches_a_service_that_waits_for_its_neighbour(naive_system):
    with naive(naive_system, ASKS):
        usual, _, _ = slow_and_wrong(naive_system, 3, ["tasks"])
        with frozen(naive_system, *names_of(naive_system, "web", services=["catalog"])):
            slow, _, _ = slow_and_wrong(naive_system, 3, ["tasks"])

    assert slow > MOST_TIMES_SLOWER * usual
