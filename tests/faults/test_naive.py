"""Every check is shown failing once: on a system that lacks the promise which it is about."""

import pytest

from tests.faults.checker import check
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.running import until

pytestmark = pytest.mark.long

FORGETS_KEYS = Naive(
    file="chassis/idempotency/once.py",
    old="    if response.status_code < 400:\n",
    new="    if response.status_code > 599:\n",
    kinds=("web",),
    services=("tasks",),
)


def test_the_check_catches_forgotten_idempotency_keys(naive_system):
    with (
        naive(naive_system, FORGETS_KEYS),
        load(naive_system, services=["tasks"], hangs_up=0.5) as history,
    ):
        until(lambda: history.repeats > 50)

    verdict = check(naive_system, history)

    assert verdict.twice
    assert not verdict.lost
