"""The running system that journeys, faults and browser tests share."""

import os
from collections.abc import Iterator

import pytest

from tests.running import Api, System

PORT = int(os.environ.get("KITROOM_PORT", "8080")) + 10_000  # as another checkout's tests move


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """Start a fresh system with demo data; stop it after the last test, and see that all ended."""
    system = System("journeys", PORT)
    system.manage("reset", "--yes")
    system.manage("up", "--detach")
    yield system
    running = system.pids()
    system.manage("down")
    system.left_nothing(running)


@pytest.fixture
def ana(system: System) -> Iterator[Api]:
    """Call the gateway as the demo admin."""
    with system.api("ana") as api:
        yield api


@pytest.fixture
def nobody(system: System) -> Iterator[Api]:
    """Call the gateway without a token."""
    with system.api(None) as api:
        yield api
