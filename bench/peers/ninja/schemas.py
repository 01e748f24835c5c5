"""The wire forms of a task."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, StringConstraints

from bench.peers.drf.models import Priority, Status

NAMES = {priority.value: priority.name.lower() for priority in Priority}
NUMBERS = {name: number for number, name in NAMES.items()}

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Description = Annotated[str, StringConstraints(max_length=10_000)]
PriorityName = Literal["none", "low", "normal", "high", "urgent"]


class TaskOut(Schema):
    """One thing that needs doing."""

    id: UUID
    title: str
    completed: bool
    description: str
    status: str
    priority: str
    assignee: UUID | None
    due_at: datetime | None
    asset_id: UUID | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int

    @staticmethod
    def resolve_priority(task: Any) -> str:
        """Return the name of the number that the table keeps."""
        return NAMES[task.priority]


class TaskIn(Schema):
    """A new task."""

    title: Title
    description: Description = ""
    status: Status = Status.OPEN
    priority: PriorityName = "normal"
    assignee: UUID | None = None
    due_at: AwareDatetime | None = None
    asset_id: UUID | None = None
