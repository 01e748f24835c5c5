"""Fixtures of the chassis's tests: callers of the tiny service."""

from collections.abc import Callable
from typing import Any

import pytest

NOTES = "/chassis/api/v1/notes/"
WRITE = ("notes:read", "notes:write")


@pytest.fixture
def ana(as_caller: Callable[..., Any]) -> Any:
    """Return someone who may read and write notes."""
    return as_caller(scopes=WRITE)
