"""What flows there are: each a list of steps, under a name and a version."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

Made = Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """What a flow knows when it comes to a step."""

    saga: UUID
    subject: str  # the id of what it is about
    told: Made  # what it was started with
    made: Mapping[str, Made] = field(default_factory=dict)  # by each step before, last round


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Have a step done, here or by another service; a no takes the flow back.

    `again(made)` says whether to ask for it once more, as another round. Behind a pivot there is no
    way back: a no needs a person.
    """

    key: str  # which step of the flow it is
    name: str  # what is asked for, as `@step` calls it
    at: str = ""  # the other service; this one, if empty
    says: Callable[[Story], Made]
    again: Callable[[Made], bool] | None = None
    is_pivot: bool = False
    seconds: float = 5.0  # how long an answer may take


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Wait until something is so; what takes too long, or a DomainError, takes the flow back.

    `until` returns what came of it, or None while it is not so. It is asked again whenever
    `wake(on)` is called, and every now and then.
    """

    key: str
    on: Callable[[Story], str]
    until: Callable[[Story], Made | None]
    within: timedelta
    is_pivot: bool = False


Step = Ask | Wait


@dataclass(frozen=True)
class Flow:
    """A name, a version, and what is done in which order. A change of steps is a new version."""

    name: str
    version: int
    steps: Sequence[Step]

    def step(self, key: str) -> Step:
        """Return the step of a key."""
        return next(step for step in self.steps if step.key == key)

    def is_past_pivot(self, position: int) -> bool:
        """Tell whether there is no way back from a position."""
        return any(step.is_pivot for step in self.steps[:position])


_flows: dict[tuple[str, int], Flow] = {}
flows: Mapping[tuple[str, int], Flow] = MappingProxyType(_flows)


def flow(name: str, *, version: int, steps: Sequence[Step]) -> Flow:
    """Declare a flow. Rows of an old version go on by it, so it stays until the last is over."""
    if (name, version) in _flows:
        raise ValueError(f"Two flows are called {name}, version {version}.")
    if len({step.key for step in steps}) < len(steps):
        raise ValueError(f"Two steps of {name} have one key.")
    _flows[name, version] = Flow(name, version, tuple(steps))
    return _flows[name, version]


def newest(name: str) -> Flow:
    """Return the flow that begins under a name. Raises LookupError."""
    versions = [version for known, version in flows if known == name]
    if not versions:
        raise LookupError(f"No flow is called {name}.")
    return flows[name, max(versions)]
