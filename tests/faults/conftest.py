"""One system for all fault tests, and the table that they leave behind."""

from collections.abc import Iterator

import pytest

from tests.conftest import PORT as FIRST_PORT
from tests.faults.faults import wait_until_well
from tests.faults.report import Report
from tests.running import System

PORT = FIRST_PORT + 3_000
REPORT = Report()


@pytest.fixture(scope="session")
def running_system() -> Iterator[System]:
    """Start a fresh system with demo data, and stop it after the last test."""
    system = System("faults", PORT)
    system.manage("reset", "--yes")
    system.manage("up", "--detach")
    yield system
    system.manage("down")


@pytest.fixture
def system(running_system: System) -> System:
    """The system under test, well before anything is done to it."""
    wait_until_well(running_system)
    return running_system


@pytest.fixture
def report() -> Report:
    """Where a test writes the row that it measured."""
    return REPORT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, whatever pytest captured."""
    if REPORT.rows:
        terminalreporter.section("faults")
        terminalreporter.write_line(REPORT.table())
