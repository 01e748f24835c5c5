"""The verbs of tasks."""

from typing import Any

from django.db import transaction

from chassis.auth import Caller
from chassis.events import publish
from tasks_service.work.actions import allowed, blocking, telling
from tasks_service.work.events import TaskChanged, TaskDeleted
from tasks_service.work.models import Status, Task, as_kept


@transaction.atomic(savepoint=False)
def create_task(*, by: Caller, **details: Any) -> Task:
    """Write down what needs doing."""
    blockers = details.pop("blocked_by", None)
    details["status"] = _status(Status.OPEN, details)
    task = _write(Task(created_by=by.id), details)
    if blockers:
        blocking.put(task, blockers, by=by)
        allowed.refuse_waiting(task, task.status)
    telling.told_of_assignment(task, None, by=by)
    return task


@transaction.atomic(savepoint=False)
def change_task(*, task: Task, by: Caller, **changes: Any) -> Task:
    """Change some of a task; what is not named stays as it is."""
    blockers = changes.pop("blocked_by", None)
    if blockers is not None:
        blocking.put(task, blockers, by=by)
    changes["status"] = _status(task.status, changes)
    if changes.get("asset_id", task.asset_id) != task.asset_id:
        changes["blocks_gear"] = False  # a schedule says so, and of its own gear only
    allowed.refuse_odd(task, changes["status"], by=by)
    assignee, was_finished = task.assignee, task.is_finished
    task = _write(task, changes)
    telling.told_of_assignment(task, assignee, by=by)
    telling.told_of_the_end(task, was_finished=was_finished, by=by)
    return task


@transaction.atomic(savepoint=False)
def delete_task(*, task: Task, by: Caller) -> None:
    """Delete a task; its history stays. What waited for it does so no longer: those are changed."""
    allowed.refuse_deletion(task, by=by)
    last = Task.objects.select_for_update().filter(pk=task.pk).first()
    if last:  # else somebody else was faster, and has told
        waiting = blocking.held_up_by(last)
        last.delete()
        publish(TaskDeleted(task_id=task.pk, version=last.version + 1))
        for each in waiting:
            _write(each, {})


def _write(task: Task, changes: dict[str, Any]) -> Task:
    if "labels" in changes:
        changes["labels"] = as_kept(changes["labels"])
    for name, value in changes.items():
        setattr(task, name, value)
    task.save()
    publish(TaskChanged.of(task))
    return task


def _status(now: str, changes: dict[str, Any]) -> str:
    """Return the status that a task gets: what is said, or what ticking and unticking it means."""
    completed = changes.pop("completed", None)
    if completed is None or "status" in changes:
        return str(changes.get("status", now))
    if completed:
        return Status.DONE
    return Status.OPEN if now == Status.DONE else now
