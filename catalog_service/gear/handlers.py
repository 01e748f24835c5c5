"""What the catalog keeps of other services' events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog_service.gear.models import Person, Task
from chassis.events import ignore
from chassis.projections.handling import forgets, projects


@dataclass(frozen=True, kw_only=True)
class PersonSeen:
    """What is read of a person."""

    person_id: UUID
    name: str
    is_active: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class TaskSeen:
    """What is read of a task."""

    task_id: UUID
    asset_id: UUID | None
    title: str
    is_open: bool
    status: str
    version: int
    due_at: datetime | None = None  # of before this was told there may still be events
    blocks_gear: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskGone:
    """Which task is gone."""

    task_id: UUID
    version: int


ignore("accounts.team_changed.v1", "accounts.team_deleted.v1")


@projects("accounts.person_changed.v1")
def on_person_changed(person: PersonSeen) -> Person:
    """Keep what to call a person, and whether they are here."""
    return Person(id=person.person_id, name=person.name, is_active=person.is_active)


@projects("tasks.task_changed.v1")
def on_task_changed(task: TaskSeen) -> Task:
    """Keep what needs doing to which asset."""
    return Task(
        id=task.task_id,
        asset_id=task.asset_id,
        title=task.title,
        is_open=task.is_open,
        status=task.status,
        due_at=task.due_at,
        blocks_gear=task.blocks_gear,
    )


@forgets("tasks.task_deleted.v1")
def on_task_deleted(task: TaskGone) -> Task:
    """Forget a task."""
    return Task(id=task.task_id)
