"""What this service does about the events of others: handlers by type, and types it ignores."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_type_hints

Function = TypeVar("Function", bound=Callable[..., None])


@dataclass(frozen=True)
class Handler:
    """A function that an event of a type is given to, and the fields that it reads of it."""

    consumer: str  # its name in the inbox: two handlers of one event fail apart
    shape: type[Any]
    do: Callable[..., None]
    is_batch: bool
    type: str


_handlers: dict[str, list[Handler]] = {}
_ignored: set[str] = set()
handlers: Mapping[str, list[Handler]] = MappingProxyType(_handlers)
ignored: Set[str] = _ignored


def handler(type: str, *, batch: bool = False, name: str = "") -> Callable[[Function], Function]:
    """Register `(event, about) -> None`; the annotation of `event` names the fields that are read.

    With `batch` it is `(events: list[tuple[Shape, Envelope]]) -> None`, for one write of many.
    """

    def register(function: Function) -> Function:
        consumer = name or _consumer(function)
        _add(Handler(consumer, _shape(function, batch=batch), function, batch, type))
        return function

    return register


def ignore(*types: str) -> None:
    """Say that events of these types come by and are knowingly not handled."""
    _ignored.update(types)


def producers() -> list[str]:
    """Return the services whose streams are read."""
    return sorted({type.partition(".")[0] for type in _handlers})


def _add(new: Handler) -> None:
    known = _handlers.setdefault(new.type, [])
    if any(other.consumer == new.consumer for other in known):
        raise ValueError(f"Two handlers of {new.type} are called {new.consumer}.")
    known.append(new)


def _consumer(function: Callable[..., None]) -> str:
    """Return `people.on_person_changed` for a function of `…/people/handlers.py`, or below it."""
    path = f"{function.__module__}.".split(".handlers.")[0].rstrip(".")
    return f"{path.rpartition('.')[2]}.{function.__name__}"


def _shape(function: Callable[..., None], *, batch: bool) -> type[Any]:
    hints = list(get_type_hints(function).values())
    try:
        return get_args(get_args(hints[0])[0])[0] if batch else hints[0]
    except IndexError:
        wanted = "events: list[tuple[Shape, Envelope]]" if batch else "event: Shape"
        raise TypeError(f"{function.__qualname__} must be declared with ({wanted}, …).") from None
