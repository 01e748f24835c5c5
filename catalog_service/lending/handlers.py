"""What lending does about other services' events: wake the flows that wait for them."""

from dataclasses import dataclass
from uuid import UUID

from chassis import sagas
from chassis.events import Envelope, handler


@dataclass(frozen=True, kw_only=True)
class TaskMoved:
    """Which task changed, and whether somebody still has to do it."""

    task_id: UUID
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class TaskGone:
    """Which task is gone."""

    task_id: UUID


@handler("tasks.task_changed.v1", batch=True)
def on_tasks_moved(tasks: list[tuple[TaskMoved, Envelope]]) -> None:
    """Wake what waits for the end of one of them."""
    if ended := [f"task:{task.task_id}" for task, _ in tasks if not task.is_open]:
        sagas.wake(*ended)


@handler("tasks.task_deleted.v1", batch=True)
def on_tasks_gone(tasks: list[tuple[TaskGone, Envelope]]) -> None:
    """Wake what waits for one of them."""
    sagas.wake(*(f"task:{task.task_id}" for task, _ in tasks))
