"""Faults at the edges of flows: what a worker meets right before and right after a question.

In the copied checkout `chassis/sagas/asking.py` calls `at_edge`. A file named for a saga, a step
and a direction says what happens there, once.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

BEFORE, AFTER = "killed before", "killed after"
LOST, TIMED_OUT, TWICE = "lost", "timed out", "twice"
REFUSED, OVERTAKEN = "refused", "overtaken by its undo"
ON_THE_WAY = (BEFORE, AFTER, LOST, TIMED_OUT, TWICE)

Ask = Callable[[Any], Any]


def planned_in(root: Path) -> Path:
    """Return where a checkout keeps what is planned."""
    return root / "tests" / "faults" / "edges.planned"


def plan(root: Path, saga: str, edge: str, step: str, direction: str) -> None:
    """Say what a saga meets at a step, once."""
    (planned_in(root) / f"{saga}.{step}.{direction}").write_text(edge)


def is_planned(root: Path, saga: str) -> bool:
    """Tell whether a saga has not met all that was planned for it."""
    return any(planned_in(root).glob(f"{saga}.*"))


def at_edge(question: Any, ask: Ask) -> Any:
    """Ask, or do what is planned for this question instead."""
    edge = _planned(question)
    if edge == BEFORE:
        _die()
    if edge == LOST:
        return _trouble()
    if edge == REFUSED:
        return _answer("refused", code="refused", detail="A rule says no.")
    if edge == OVERTAKEN:
        ask(replace(question, is_undo=True))
    answer = ask(question)
    if edge == AFTER:
        _die()
    if edge == TWICE:
        assert ask(question) == answer
    return _trouble() if edge == TIMED_OUT else answer


def _planned(question: Any) -> str:
    way = "undo" if question.is_undo else "do"
    root = Path(__file__).parents[2]
    path = planned_in(root) / f"{question.key.saga}.{question.key.step}.{way}"
    if not path.exists():
        return ""
    edge = path.read_text()
    path.unlink()
    return edge


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _trouble() -> Any:
    return _answer("trouble", code="deadline_exceeded", detail="Nobody knows.")


def _answer(outcome: str, **words: str) -> Any:
    from chassis.sagas.asking import Answer  # in the worker only: Django has to be there

    return Answer(outcome, **words)
