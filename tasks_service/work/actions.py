"""The verbs of work: everything that changes a task."""

from typing import Any

from django.db import transaction

from chassis.auth import Caller
from chassis.events import publish
from tasks_service.work.events import TaskChanged, TaskDeleted
from tasks_service.work.models import Status, Task


@transaction.atomic(savepoint=False)
def create_task(*, by: Caller, **details: Any) -> Task:
    """Write down what needs doing."""
    return _write(Task(created_by=by.id), details)


@transaction.atomic(savepoint=False)
def change_task(*, task: Task, by: Caller, **changes: Any) -> Task:
    """Change some of a task; what is not named stays as it is."""
    return _write(task, changes)


@transaction.atomic(savepoint=False)
def delete_task(*, task: Task, by: Caller) -> None:
    """Delete a task; its history stays."""
    last = Task.objects.select_for_update().filter(pk=task.pk).first()
    if last:  # else somebody else was faster, and has told
        last.delete()
        publish(TaskDeleted(task_id=task.pk, version=last.version + 1))


def _write(task: Task, changes: dict[str, Any]) -> Task:
    completed = changes.pop("completed", None)
    for name, value in changes.items():
        setattr(task, name, value)
    if completed is not None and "status" not in changes:
        task.status = _status_after(task.status, completed=completed)
    task.save()
    publish(TaskChanged.of(task))
    return task


def _status_after(status: str, *, completed: bool) -> str:
    """Return the status of a task that someone ticks or unticks."""
    if completed:
        return Status.DONE
    return Status.OPEN if status == Status.DONE else status
