"""A fault at one edge of a flow, once: what it meets right before or right after a question.

`crossing(monkeypatch, step, direction, edge)` plans it; `EVERYWHERE` and `IN_CALLS` are the edges
of a service's own steps and of calls to others.
"""

from dataclasses import replace
from typing import Any

import pytest

from chassis.sagas import asking
from chassis.sagas.asking import TROUBLE, Answer, Question

BEFORE, AFTER = "killed before", "killed after"
LOST, TIMED_OUT, TWICE = "lost", "timed out", "twice"
REFUSED, OVERTAKEN = "refused", "overtaken by its undo"
EVERYWHERE = (BEFORE, AFTER)
ON_THE_WAY = (*EVERYWHERE, LOST, TIMED_OUT, TWICE)
IN_CALLS = (*ON_THE_WAY, REFUSED, OVERTAKEN)


class Killed(BaseException):
    """The process is gone; nothing of what it was at is written."""


def crossing(monkeypatch: pytest.MonkeyPatch, step: str, direction: str, edge: str) -> list[str]:
    """Let the first question of a step, in a direction, meet a fault; it is listed when it has."""
    met: list[str] = []

    def at(ask: Any) -> Any:
        def asked(question: Question) -> Answer:
            way = "undo" if question.is_undo else "do"
            if met or (question.key.step, way) != (step, direction):
                return ask(question)
            met.append(edge)
            return _at_edge(edge, question, ask)

        return asked

    for name in ("here", "elsewhere"):
        monkeypatch.setattr(asking, name, at(getattr(asking, name)))
    return met


def _at_edge(edge: str, question: Question, ask: Any) -> Answer:
    if edge == BEFORE:
        raise Killed
    if edge == LOST:
        return Answer(TROUBLE, code="deadline_exceeded")
    if edge == REFUSED:
        return Answer("refused", code="refused", detail="A rule says no.")
    if edge == OVERTAKEN:
        ask(replace(question, is_undo=True))
    answer: Answer = ask(question)
    if edge == AFTER:
        raise Killed
    if edge == TWICE:
        assert ask(question) == answer
    return Answer(TROUBLE, code="deadline_exceeded") if edge == TIMED_OUT else answer
