"""Handlers that keep a projection: all it takes is what was seen, and the row that it becomes."""

from collections.abc import Callable
from typing import Any, TypeVar, get_type_hints

from chassis.events import Envelope, handler
from chassis.projections.applying import apply
from chassis.projections.models import Projection
from chassis.projections.registry import Reading, readings

Row = TypeVar("Row", bound=Callable[[Any], Projection])


def projects(type_: str) -> Callable[[Row], Row]:
    """Keep a projection by an event that tells all of a row: `(seen) -> the row`.

    The same function reads the rows of the snapshot feed, which have the fields of the event.
    """

    def register(row: Row) -> Row:
        reading = _reading(row)
        readings[get_type_hints(row)["return"]] = reading

        def keep(batch: list[tuple[Any, Envelope]]) -> None:
            apply(reading(seen) for seen, _ in batch)

        _listen(type_, row, keep, reading.seen)
        return row

    return register


def forgets(type_: str) -> Callable[[Row], Row]:
    """Put up a tombstone by an event that tells of an end: `(seen) -> the row, its id alone`."""

    def register(row: Row) -> Row:
        reading = _reading(row)

        def bury(batch: list[tuple[Any, Envelope]]) -> None:
            apply(_buried(reading(seen), about) for seen, about in batch)

        _listen(type_, row, bury, reading.seen)
        return row

    return register


def _buried(row: Projection, about: Envelope) -> Projection:
    row.gone_at = about.at
    return row


def _reading(row: Callable[[Any], Projection]) -> Reading:
    seen, *_ = get_type_hints(row).values()
    return Reading(seen, row)


def _listen(type_: str, row: Any, door: Any, seen: type) -> None:
    """Register the door under the function's name, as a handler of many events at once."""
    door.__name__, door.__qualname__, door.__module__ = row.__name__, row.__name__, row.__module__
    door.__doc__ = row.__doc__
    door.__annotations__ = {"batch": list[tuple[seen, Envelope]], "return": None}  # type: ignore[valid-type]
    handler(type_, batch=True)(door)
