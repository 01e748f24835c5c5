"""One step on the way of a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chassis.defaults import WIRE_DATETIME


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happened and when; how long it waited for that, and how long it took."""

    at: datetime
    kind: str
    text: str
    waited: timedelta | None = None
    took: timedelta | None = None
    is_trouble: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the step as JSON knows it."""
        return {
            "at": self.at.strftime(WIRE_DATETIME),
            "kind": self.kind,
            "text": self.text,
            "waited_ms": _milliseconds(self.waited),
            "took_ms": _milliseconds(self.took),
            "is_trouble": self.is_trouble,
            "details": {name: str(value) for name, value in self.details.items() if value},
        }


def _milliseconds(length: timedelta | None) -> float | None:
    return None if length is None else round(length / timedelta(milliseconds=1), 3)
