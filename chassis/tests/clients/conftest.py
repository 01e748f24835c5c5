"""A neighbour to call."""

import pytest

from chassis.clients import Upstream, circuit


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
