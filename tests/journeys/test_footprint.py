"""What a whole system costs at rest: memory is held to a limit, times are only told."""

import json
import time

import pytest

from stack.processes import memory
from tests.conftest import PORT as FIRST_PORT
from tests.running import System

PORT = FIRST_PORT + 2_000
MOST_MEGABYTES = 1100
REST_SECONDS = 10

pytestmark = pytest.mark.long


@pytest.fixture
def fresh():
    """Give a system on a new run folder, and leave nothing of it."""
    system = System("footprint", PORT)
    system.manage("reset", "--yes")
    yield system
    system.manage("down", check=False)
    system.manage("reset", "--yes")


def seconds_of_up(system):
    began = time.monotonic()
    system.manage("up", "--detach")
    return time.monotonic() - began


def megabytes(system):
    """Everything that the supervisor started, and itself; shared pages count once (PSS)."""
    state = json.loads((system.run / "state.json").read_text())
    return memory.of_tree(state["supervisor"]["pid"]) / 1024


def test_a_system_at_rest_fits_into_its_memory(fresh, record_property):
    first = seconds_of_up(fresh)
    fresh.manage("down")
    later = seconds_of_up(fresh)
    time.sleep(REST_SECONDS)

    taken = megabytes(fresh)

    times = f"first up {first:.1f} s, later up {later:.1f} s"
    record_property("figure", f"P15  {taken:.0f} MB at rest ({times})")
    assert taken <= MOST_MEGABYTES
