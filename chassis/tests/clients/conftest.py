"""A neighbour to call, and a clock that tests move."""

import pytest

from chassis.clients import Upstream, circuit


class Clock:
    """A time that passes when a test says so."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(autouse=True)
def _no_test_knows_of_the_last(monkeypatch):
    monkeypatch.setattr(circuit, "listeners", [])  # breakers are written down in test_records alone
    circuit.forget()


@pytest.fixture
def shelf(neighbour, clock):
    """The neighbour as our code sees it, with a breaker that goes by the test's clock."""
    circuit._circuits["shelf"] = circuit.Circuit("shelf", clock=clock)
    return Upstream("shelf")


@pytest.fixture
def saved_retries(shelf):
    """Let the next calls be repeated if they must."""
    for _ in range(100):
        circuit.circuit_of("shelf").budget.call_begins()
