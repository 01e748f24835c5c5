"""An upstream that is frozen is left alone soon, asked by one, and used again when it is back."""

import itertools
import time

import pytest

from tests.faults.databases import rows
from tests.faults.faults import frozen, names_of
from tests.faults.history import percentile
from tests.faults.naive import Naive, naive
from tests.faults.neighbours import a_task_about_an_asset, calling
from tests.faults.report import counted
from tests.running import until

ROUNDS = 2
FROZEN_SECONDS = 12
OPENS_WITHIN, PROBES_WITHIN, CLOSES_WITHIN = 3, 5, 10
STATES = """
    SELECT instance, state, extract(epoch FROM since)::float FROM clients_breakerstate
    WHERE upstream = 'catalog' AND instance LIKE 'tasks-web-%'
"""

NEVER_OPENS = Naive(
    file="chassis/clients/breaker.py",
    old="FEWEST_FAILURES = 3\n",
    new="FEWEST_FAILURES = 999_999\n",
    kinds=("web",),
    services=("tasks",),
)

pytestmark = pytest.mark.long


def test_r16_a_breaker_opens_probes_and_closes(system, report):
    path = a_task_about_an_asset(system)
    opened, probed, closed = [], [], []
    with calling(system, path) as calls:
        time.sleep(2)
        for _ in range(ROUNDS):
            seen = {}
            began = time.time()
            with frozen(system, *names_of(system, "web", services=["catalog"])):
                watch(system, seen, until_time=began + FROZEN_SECONDS)
            thawed = time.time()
            until(lambda s=seen: look(system, s) and are_all_closed(s), 30)
            for changes in seen.values():
                opened.append(first(changes, "open", began) - began)
                probed += gaps(changes, began)
                closed.append(first(changes, "closed", thawed) - thawed)
            time.sleep(2)

    good = calls.statuses.count(200)
    report.row(
        "R16",
        tried=f"catalog frozen {ROUNDS} x, {len(opened)} openings, {len(calls.statuses):,} calls",
        measured=f"opened in {max(opened):.1f} s, probed every {max(probed):.1f} s at most, closed "
        f"in {max(closed):.1f} s; {counted(good, len(calls.statuses))} calls answered, "
        f"{calls.stale:,} as last known, p50 {percentile(calls.seconds, 0.5) * 1000:.0f} ms",
        target=f"< {OPENS_WITHIN} s, <= {PROBES_WITHIN} s, < {CLOSES_WITHIN} s",
        holds=max(opened) < OPENS_WITHIN
        and max(probed) <= PROBES_WITHIN
        and max(closed) < CLOSES_WITHIN
        and good == len(calls.statuses),
    )


def test_the_check_catches_a_breaker_that_never_opens(naive_system):
    seen = {}
    path = a_task_about_an_asset(naive_system)
    with naive(naive_system, NEVER_OPENS), calling(naive_system, path):
        began = time.time()
        with frozen(naive_system, *names_of(naive_system, "web", services=["catalog"])):
            watch(naive_system, seen, until_time=began + OPENS_WITHIN + 1)

    assert seen
    assert not [state for changes in seen.values() for _, state in changes if state == "open"]


def watch(system, seen, until_time):
    while time.time() < until_time:
        look(system, seen)
        time.sleep(0.05)


def look(system, seen):
    """Write down each state of each breaker once, with when it began."""
    for instance, state, since in rows(system, "tasks", STATES):
        changes = seen.setdefault(instance, [])
        if (since, state) not in changes:
            changes.append((since, state))
    return True


def are_all_closed(seen):
    return seen and all(changes[-1][1] == "closed" for changes in seen.values())


def first(changes, state, after):
    """When a breaker first came into a state after a moment."""
    return min(since for since, name in changes if name == state and since >= after)


def gaps(changes, after):
    """How long it took from each opening to the probe that followed."""
    times = [(since, state) for since, state in sorted(changes) if since >= after]
    return [
        later - since for (since, state), (later, _) in itertools.pairwise(times) if state == "open"
    ]
