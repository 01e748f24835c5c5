"""Another service's flow, which asks the tiny service for steps."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.ids import uuid7

STEPS = "/chassis/internal/steps/"


@pytest.fixture
def shelf(as_caller: Callable[..., Any]) -> Any:
    """Return another service."""
    return as_caller(id="shelf", client_id="shelf", roles=(), scopes=["chassis:internal"])


@pytest.fixture
def ask(shelf: Any) -> Callable[..., Any]:
    """Return a function that asks for the step of a saga, which is always the same one."""
    saga = str(uuid7())

    def ask(title: str = "Dust", *, name: str = "notes.write", **words: Any) -> Any:
        said = words.pop("said", {"title": title})
        return shelf.post(f"{STEPS}{name}/", {"saga": saga, "step": "write", "said": said, **words})

    def undo(name: str = "notes.write", **words: Any) -> Any:
        return shelf.post(f"{STEPS}{name}/undo/", {"saga": saga, "step": "write", **words})

    ask.undo = undo  # type: ignore[attr-defined]
    return ask
