"""An upstream that struggles is not finished off by repeats: one call in ten may be repeated."""

import time

import pytest

from tests.faults.naive import Naive, naive
from tests.faults.neighbours import a_task_about_an_asset, asked, calling, end_of_log

SECONDS = 6
MOST_PER_CALL = 1.1

# Not a naive variant: a catalog that answers badly, always or sometimes.
ANSWER = """    schema = None

    import itertools

    calls = itertools.count(1)

    def get(self, request, *args, **kwargs):
        from django.http import HttpResponse

        if next(self.calls) % {every} == 0:
            return HttpResponse(status={status})
        return super().get(request, *args, **kwargs)
"""
OLD = "    schema = None  # not for the public contract\n"

# Every failed call is repeated as often as it may be.
NO_BUDGET = Naive(
    file="chassis/clients/budget.py",
    old="            if self._saved < CALLS_PER_RETRY:\n",
    new="            if self._saved < -999_999_999:\n",
    kinds=("web",),
    services=("tasks",),
)

pytestmark = pytest.mark.long


def bad_catalog(status, every):
    return Naive(
        file="catalog_service/gear/views/internal.py",
        old=OLD,
        new=ANSWER.format(status=status, every=every),
        kinds=("web",),
        services=("catalog", "tasks"),  # tasks too: what they saved for repeats is gone
    )


def asked_per_call(system, status, every):
    """How many requests the catalog gets for each call that tasks get, and of how many calls."""
    path = a_task_about_an_asset(system)
    with naive(system, bad_catalog(status, every)):
        since = end_of_log(system)
        with calling(system, path, pause=0.02):
            time.sleep(SECONDS)
        came, sent = asked(system, since)
    return sent / came, came


def test_r14_a_struggling_upstream_is_not_asked_more(naive_system, report):
    always, calls = asked_per_call(naive_system, 503, 1)
    sometimes, more_calls = asked_per_call(naive_system, 502, 4)

    report.row(
        "R14",
        tried=f"{calls:,} calls while catalog answers 503; {more_calls:,} while 1 in 4 fails",
        measured=f"{always:.2f} and {sometimes:.2f} requests per call",
        target=f"<= {MOST_PER_CALL}",
        holds=always <= MOST_PER_CALL and sometimes <= MOST_PER_CALL and calls > 100,
    )


def test_the_check_catches_retries_without_a_budget(naive_system):
    with naive(naive_system, NO_BUDGET):
        per_call, _ = asked_per_call(naive_system, 502, 4)

    assert per_call > MOST_PER_CALL
