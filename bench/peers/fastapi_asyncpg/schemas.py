"""What clients may send."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, StringConstraints

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Description = Annotated[str, StringConstraints(max_length=10_000)]
Priority = Literal["none", "low", "normal", "high", "urgent"]


class Status(StrEnum):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskIn(BaseModel):
    """A new task."""

    title: Title
    description: Description = ""
    status: Status = Status.OPEN
    priority: Priority = "normal"
    assignee: UUID | None = None
    due_at: AwareDatetime | None = None
    asset_id: UUID | None = None


class TaskChange(BaseModel):
    """What to change; the rest stays."""

    title: Title | None = None
    description: Description | None = None
    status: Status | None = None
    priority: Priority | None = None
    assignee: UUID | None = None
    due_at: AwareDatetime | None = None
    asset_id: UUID | None = None
