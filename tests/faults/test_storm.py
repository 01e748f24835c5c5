"""The short storm: the faults that happen every month, one after the other, in half a minute."""

import time

from tests.faults.arrivals import arrivals, watch
from tests.faults.checker import check
from tests.faults.faults import flush, frozen, kill_and_wait, wait_until_well
from tests.faults.load import load
from tests.faults.streams import add, discard_letters, letters
from tests.faults.workers import enqueue, statuses
from tests.running import until

POISON = b"this is no event"


def test_nothing_is_lost_and_nothing_happens_twice(system):
    watch(system)

    with load(system, clients=3, hangs_up=0.1) as history:
        kill_and_wait(system, "tasks-web-1")
        kill_and_wait(system, "accounts-background-1")
        flush(system)
        job = enqueue(system, "catalog")
        kill_and_wait(system, "catalog-worker-1")
        poison = add(system, "accounts", POISON)
        with frozen(system, "redis"):
            time.sleep(3)
        kill_and_wait(system, "catalog-background-1")
    wait_until_well(system)

    until(lambda: statuses(system, "catalog", job) == ["succeeded"], 60)
    for consumer in ("tasks", "catalog"):
        until(lambda c=consumer: set(letters(system, c, poison).values()) == {"parked"})
        discard_letters(system, consumer, poison)
    verdict, found = check(system, history), arrivals(system, history)
    assert verdict, verdict
    assert found, found
    assert history.acknowledged > 100
    assert history.repeats > 5
