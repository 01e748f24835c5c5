"""The parts of the background process. Each turns in a thread with a connection of its own."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from chassis.events.parts import Consumer, Relay
from chassis.jobs.part import JobsPart
from chassis.projections.first_builds import FirstBuilds


class Part(Protocol):
    """Something that goes on as long as the process does: it turns, and waits in between."""

    name: str

    def turn(self) -> bool:
        """Do what there is to do, in less than 15 s; tell whether there may be more at once.

        Whatever it raises is logged, its broken connection closed, and it is turned again soon.
        """

    def wait(self, seconds: float) -> None:
        """Sleep until there may be something to do, at most so long."""

    def wake(self) -> None:
        """End the sleep at once, or the next one; any thread may call this."""


PARTS: Mapping[str, Callable[[], Part]] = {
    "jobs": JobsPart,
    "relay": Relay,
    "consumer": Consumer,
    "projections": FirstBuilds,
}


class UnknownPart(LookupError):
    """The background process has no part of this name."""


def chosen(names: Iterable[str]) -> list[Part]:
    """Return the parts of these names, or all."""
    wanted = list(names) or list(PARTS)
    if unknown := sorted(set(wanted) - set(PARTS)):
        raise UnknownPart(f"No part is called {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
    return [PARTS[name]() for name in wanted]
