"""Fixtures of the chassis's tests: a caller of the tiny service, and a clock."""

from collections.abc import Callable
from typing import Any

import pytest

NOTES = "/chassis/api/v1/notes/"
WRITE = ("notes:read", "notes:write")


@pytest.fixture
def ana(as_caller: Callable[..., Any]) -> Any:
    """Return someone who may read and write notes."""
    return as_caller(scopes=WRITE)


class Clock:
    """A time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock that tests move."""
    return Clock()
