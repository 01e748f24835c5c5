"""One step of a request's way, whoever tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happened, when and where; how long it waited for that, and how long it took."""

    at: datetime
    service: str
    where: str
    kind: str
    text: str
    waited_ms: float | None = None
    took_ms: float | None = None
    is_trouble: bool = False
    details: Mapping[str, str] = field(default_factory=dict)
