"""The system under test, and the table that fault tests leave behind."""

from collections.abc import Iterator

import pytest

from tests.conftest import PORT as FIRST_PORT
from tests.faults.faults import wait_until_well
from tests.faults.naive import copy_checkout
from tests.faults.report import Report
from tests.running import System

NAIVE_PORT = FIRST_PORT + 3_000
REPORT = Report()


@pytest.fixture
def system(system: System) -> System:
    """The system that other tests share, well before anything is done to it."""
    wait_until_well(system)
    return system


@pytest.fixture(scope="session")
def system_of_a_copy() -> Iterator[System]:
    """A second system, of a copy of the checkout whose source may be made worse."""
    system = System("naive", NAIVE_PORT)
    system.root = copy_checkout(system.run.with_name("naive-checkout"))
    system.environ["PYTHONPATH"] = str(system.root)
    system.environ["C_FORCE_ROOT"] = "1"  # Celery refuses to take pickles as root
    system.manage("reset", "--yes")
    system.manage("up", "--detach")
    yield system
    system.manage("down")


@pytest.fixture
def naive_system(system_of_a_copy: System) -> System:
    """The system of the copy, well before anything is done to it."""
    wait_until_well(system_of_a_copy)
    return system_of_a_copy


@pytest.fixture
def report() -> Report:
    """Where a test writes the row that it measured."""
    return REPORT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, whatever pytest captured."""
    if REPORT.rows:
        terminalreporter.section("faults")
        terminalreporter.write_line(REPORT.table())
