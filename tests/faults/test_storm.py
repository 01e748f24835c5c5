"""The short storm: the faults that happen every month, all at once, in a minute."""

import time

from tests.faults.checker import check
from tests.faults.faults import flush, frozen, kill_and_wait, wait_until_well
from tests.faults.load import load


def test_nothing_is_lost_and_nothing_happens_twice(system):
    with load(system, clients=3, hangs_up=0.1) as history:
        kill_and_wait(system, "tasks-web-1")
        kill_and_wait(system, "accounts-background-1")
        flush(system)
        kill_and_wait(system, "catalog-worker-1")
        with frozen(system, "redis"):
            time.sleep(3)
        kill_and_wait(system, "catalog-background-1")
    wait_until_well(system)

    verdict = check(system, history)

    assert verdict, verdict
    assert history.acknowledged > 100
    assert history.repeats > 10
