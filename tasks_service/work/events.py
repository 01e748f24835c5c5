"""What tasks tell other services."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class TaskChanged(Event):
    """A task was written down or changed."""

    type: ClassVar[str] = "tasks.task_changed.v1"
    subject: ClassVar[str] = "task_id"

    task_id: UUID
    title: str
    status: str
    is_open: bool
    assignee: UUID | None
    asset_id: UUID | None
    due_at: datetime | None
    blocks_gear: bool  # nobody borrows the thing from when this is due until it is finished

    @classmethod
    def of(cls, task: Any) -> "TaskChanged":
        """Return what others may know of a task."""
        return cls(
            task_id=task.id,
            title=task.title,
            status=task.status,
            is_open=not task.is_finished,
            assignee=task.assignee,
            asset_id=task.asset_id,
            due_at=task.due_at,
            blocks_gear=task.blocks_gear,
            version=task.version,
        )


@dataclass(frozen=True, kw_only=True)
class TaskDeleted(Event):
    """A task was deleted."""

    type: ClassVar[str] = "tasks.task_deleted.v1"
    subject: ClassVar[str] = "task_id"

    task_id: UUID
