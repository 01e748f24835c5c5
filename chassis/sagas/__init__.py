"""Flows over several services: steps that others are asked for, and taken back if it fails.

`steps.py` of an app holds what flows may ask of it: `@step("app.name")` does something, once for
each key, and `@undo("app.name")` takes it back. `flows.py` holds the flows that begin there. A verb
starts one by its name, in its own transaction; a job then goes on with it, step by step.
"""

from typing import TYPE_CHECKING, Any

from chassis.sagas.flows import Ask, Story, Wait, flow
from chassis.sagas.steps import step, undo

if TYPE_CHECKING:
    from chassis.sagas.models import Saga

__all__ = ["Ask", "Story", "Wait", "flow", "start", "step", "undo", "wake"]


def start(name: str, /, **words: Any) -> "Saga":
    """Begin a flow in the caller's transaction; if one about the same is open, return that."""
    from chassis.sagas import actions  # models: not before the apps are ready

    return actions.start(name, **words)


def wake(*on: str) -> None:
    """Have flows that wait for something, or are about it and wait, look again after the commit."""
    from chassis.sagas import actions

    actions.wake(*on)
