"""Sorting: what an entry of a stream means here. What means nothing is never executed."""

from dataclasses import dataclass
from typing import Any

from chassis.events.envelope import Envelope
from chassis.events.handling import Handler, handlers, ignored
from chassis.events.models import Reason
from chassis.events.reading import Entry
from chassis.events.wire import NotAnEvent, decode, shaped


@dataclass(frozen=True)
class Received:
    """One event for one handler."""

    entry: Entry
    about: Envelope
    handler: Handler
    event: Any

    @property
    def consumer(self) -> str:
        """The handler's name in the inbox."""
        return self.handler.consumer

    @property
    def lane(self) -> tuple[str, str]:
        """Within a lane the order is kept."""
        return self.consumer, self.about.subject


@dataclass(frozen=True)
class Refused:
    """An entry that is not for any handler, or not as the handler wants it."""

    entry: Entry
    reason: Reason
    error: str
    about: Envelope | None = None
    consumer: str = ""


def sort(entry: Entry) -> list[Received | Refused]:
    """Return what to do about an entry: one for each handler; nothing if it is ignored."""
    try:
        about, data = decode(entry.body)
    except NotAnEvent as error:
        return [Refused(entry, Reason.GARBAGE, entry.lacks or str(error))]
    producer = entry.stream.partition(":")[2]
    if about.source != producer or not about.type.startswith(f"{producer}."):
        told = f"{about.type} of {about.source} has no place in {entry.stream}."
        return [Refused(entry, Reason.WRONG_SOURCE, told, about)]
    if about.type in handlers:
        return [_for(handler, entry, about, data) for handler in handlers[about.type]]
    return [] if about.type in ignored else [_unknown(entry, about)]


def _for(handler: Handler, entry: Entry, about: Envelope, data: bytes) -> Received | Refused:
    try:
        return Received(entry, about, handler, shaped(data, handler.shape))
    except NotAnEvent as error:
        return Refused(entry, Reason.BAD_DATA, str(error), about, handler.consumer)


def _unknown(entry: Entry, about: Envelope) -> Refused:
    fact, _, version = about.type.rpartition(".")
    known = sorted(type for type in {*handlers, *ignored} if type.rpartition(".")[0] == fact)
    if known:
        error = f"{version} of {fact} is not known here; {', '.join(known)} is."
        return Refused(entry, Reason.UNKNOWN_VERSION, error, about)
    return Refused(entry, Reason.UNKNOWN_TYPE, f"Nobody here knows {about.type}.", about)
