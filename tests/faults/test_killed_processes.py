"""`kill -9` of every kind of process in turn, while clients write: nothing lost, nothing twice."""

import itertools
from contextlib import ExitStack, contextmanager

import pytest

from tests.faults.arrivals import arrivals, watch
from tests.faults.checker import check
from tests.faults.client import SERVICES
from tests.faults.extra import extra_processes
from tests.faults.faults import kill_and_wait, names_of
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.running import until

KINDS = ("web", "background", "worker")
KILLS = 20
AT_LEAST = 2_000

# A repeated request is done again.
FORGETS_KEYS = Naive(
    file="chassis/idempotency/once.py",
    old="    if response.status_code < 400:\n",
    new="    if response.status_code > 599:\n",
    kinds=("web",),
    services=("tasks",),
)

pytestmark = pytest.mark.long


def test_r1_and_r2_every_kind_of_process_is_killed_in_turn(system, report):
    in_turn = itertools.cycle(itertools.product(SERVICES, KINDS))
    killed = [
        names_of(system, kind, services=[service])[0]
        for service, kind in itertools.islice(in_turn, KILLS)
    ]

    watch(system)

    with twins_of_background(system), load(system, clients=6, hangs_up=0.1) as history:
        for name in killed:
            kill_and_wait(system, name)
    found = arrivals(system, history)

    verdict, number = check(system, history), history.acknowledged
    assert not verdict.denied
    tried = f"{len(killed)} x kill -9 of {len(set(killed))}: each service's web, background, worker"
    report.row(
        "R1",
        tried=tried,
        measured=f"{counted(len(verdict.lost), number)} acknowledged writes lost",
        target=f"0 of >= {AT_LEAST:,}",
        holds=not verdict.lost and number >= AT_LEAST,
    )
    report.row(
        "R2",
        tried=f"{tried}; {history.repeats:,} repeats with the same key",
        measured=f"{counted(len(verdict.twice), number)} effects twice",
        target=f"0 of >= {AT_LEAST:,}",
        holds=not verdict.twice and number >= AT_LEAST,
    )
    lost = counted(len(found.unpublished + found.lost + found.outdated), found.expected)
    report.row(
        "R2 events",
        tried=f"{tried}; two relays and two consumers each",
        measured=f"{lost} lost, {counted(len(found.twice), found.expected)} applied twice",
        target="0; 0",
        holds=bool(found) and found.expected > AT_LEAST,
    )


@contextmanager
def twins_of_background(system):
    """A second background process for each service: two relays, two consumers, two tickers."""
    with ExitStack() as stack:
        for service in SERVICES:
            stack.enter_context(extra_processes(system, service, "background"))
        yield


def test_the_check_catches_forgotten_idempotency_keys(naive_system):
    with (
        naive(naive_system, FORGETS_KEYS),
        load(naive_system, services=["tasks"], hangs_up=0.5) as history,
    ):
        until(lambda: history.repeats > 30)

    verdict = check(naive_system, history)

    assert verdict.twice
    assert not verdict.lost
