"""The wire forms of a task."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from bench.peers.fastapi_sqlalchemy.models import Priority, Status

Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Description = Annotated[str, StringConstraints(max_length=10_000)]


class TaskOut(BaseModel):
    """One thing that needs doing."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str
    completed: bool
    description: str
    status: str
    priority: Priority
    assignee: UUID | None
    due_at: datetime | None
    asset_id: UUID | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    version: int


class Page(BaseModel):
    """Some tasks, and where they go on."""

    next: str | None
    results: list[TaskOut]


class TaskIn(BaseModel):
    """A new task."""

    title: Title
    description: Description = ""
    status: Status = Status.OPEN
    priority: Priority = Priority.NORMAL
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
