"""What every event carries beside its data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """About one event: which it is, whose, and what caused it."""

    id: UUID
    source: str  # the name of the producing service
    type: str
    subject: str  # the aggregate's id
    version: int  # the aggregate's version after the change
    position: int  # in the producer's outbox: grows with each event of one aggregate
    at: datetime
    origin: Mapping[str, str] = field(default_factory=dict)

    @property
    def request_id(self) -> str:
        """The request that caused it, or an empty string."""
        return self.origin.get("request_id", "")

    @property
    def actor(self) -> str:
        """Who caused it: a person's or client's id, or an empty string."""
        return self.origin.get("actor", "")
