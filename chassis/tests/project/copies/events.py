"""What notes would tell, were the tiny service's own projection another service's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class OriginalChanged(Event):
    """A note was written or changed."""

    type: ClassVar[str] = "chassis.original_changed.v1"
    subject: ClassVar[str] = "original_id"

    original_id: UUID
    title: str
    rank: int
    due_at: datetime | None
    weight: int  # which no copy looks at

    @classmethod
    def of(cls, note: Any) -> "OriginalChanged":
        """Return what others may know of a note."""
        return cls(
            original_id=note.id,
            title=note.title,
            rank=note.rank,
            due_at=note.due_at,
            weight=note.weight,
            version=note.version,
        )


@dataclass(frozen=True, kw_only=True)
class OriginalLost(Event):
    """A note was deleted."""

    type: ClassVar[str] = "chassis.original_lost.v1"
    subject: ClassVar[str] = "original_id"

    original_id: UUID
