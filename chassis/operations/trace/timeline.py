"""All services' parts of a request's way in one order of time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.operations.trace import neighbours, part


@dataclass(frozen=True)
class Moment:
    """A step in its place."""

    service: str
    after_ms: float
    step: dict[str, Any]


@dataclass(frozen=True)
class Way:
    """The whole way, and which services did not tell their part."""

    began: datetime | None
    moments: list[Moment]
    silent: list[str]

    @property
    def took_ms(self) -> float:
        """How long after the first step the last one came."""
        return self.moments[-1].after_ms if self.moments else 0.0


def of(request_id: str) -> Way:
    """Ask every service at once; one that does not answer is named, and the rest is shown."""
    answers = neighbours.ask(request_id)
    parts = [part.document(request_id), *(found for found in answers.values() if found)]
    silent = [name for name, found in answers.items() if found is None]
    steps = [
        (datetime.fromisoformat(step["at"]), _where(each, step), step)
        for each in parts
        for step in each["steps"]
    ]
    steps.sort(key=lambda found: found[0])
    began = steps[0][0] if steps else None
    moments = [
        Moment(service, (at - steps[0][0]).total_seconds() * 1000, step)
        for at, service, step in steps
    ]
    return Way(began, moments, silent)


def _where(part: dict[str, Any], step: dict[str, Any]) -> str:
    """A service remembers when the gateway got a request; that was not in the service."""
    return "gateway" if step["kind"] == "gateway" else str(part["service"])
