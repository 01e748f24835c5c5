"""What is kept of events about originals."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.projections.handling import forgets, projects
from chassis.tests.project.copies.models import Copy


@dataclass(frozen=True, kw_only=True)
class OriginalSeen:
    """What is read of an original."""

    original_id: UUID
    title: str
    rank: int
    due_at: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class OriginalGone:
    """Which original is gone."""

    original_id: UUID
    version: int


@projects("chassis.original_changed.v1")
def on_original_changed(original: OriginalSeen) -> Copy:
    """Keep a copy."""
    return Copy(
        id=original.original_id,
        title=original.title,
        rank=original.rank,
        due_at=original.due_at,
    )


@forgets("chassis.original_lost.v1")
def on_original_lost(original: OriginalGone) -> Copy:
    """Forget a copy."""
    return Copy(id=original.original_id)
