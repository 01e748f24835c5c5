"""What a producer declares: a frozen dataclass for each fact, known by its name on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

_declared: dict[str, type["Event"]] = {}
declared: Mapping[str, type["Event"]] = MappingProxyType(_declared)


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact, in the past tense: ids and values only.

    `type` is its name on the wire (`<service>.<fact>.v<n>`), `subject` names the field that holds
    the aggregate's id, and `version` is the aggregate's version after the change.
    """

    type: ClassVar[str]
    subject: ClassVar[str]
    version: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if name := cls.__dict__.get("type"):
            _declare(name, cls)


def _declare(name: str, event: type[Event]) -> None:
    known = _declared.get(name)
    # `@dataclass(slots=True)` makes the class a second time, under the same name.
    if known and (known.__module__, known.__name__) != (event.__module__, event.__name__):
        raise ValueError(f"Two events are called {name}: {known.__name__} and {event.__name__}.")
    _declared[name] = event
