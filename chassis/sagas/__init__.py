"""Flows over several services: steps that others are asked for, and taken back if it fails.

`steps.py` of an app holds what flows may ask of it: `@step("app.name")` does something, once for
each key, and `@undo("app.name")` takes it back.
"""

from chassis.sagas.steps import step, undo

__all__ = ["step", "undo"]
