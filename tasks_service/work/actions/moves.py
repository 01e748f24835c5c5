"""The verbs that move a task on. One that is there already stays as it is."""

from chassis.auth import Caller
from tasks_service.work import errors
from tasks_service.work.actions.tasks import change_task
from tasks_service.work.models import Status, Task


def start_task(*, task: Task, by: Caller) -> Task:
    """Begin, or go on after a pause."""
    return _move(task, Status.IN_PROGRESS, by)


def hold_task(*, task: Task, by: Caller) -> Task:
    """Let it rest."""
    return _move(task, Status.ON_HOLD, by)


def complete_task(*, task: Task, by: Caller) -> Task:
    """Be done with it."""
    return _move(task, Status.DONE, by)


def cancel_task(*, task: Task, by: Caller) -> Task:
    """Say that nobody has to do it any more."""
    return _move(task, Status.CANCELLED, by)


def reopen_task(*, task: Task, by: Caller) -> Task:
    """Open what was finished, or begun."""
    return _move(task, Status.OPEN, by)


def tick_item(*, task: Task, by: Caller, number: int, is_done: bool = True) -> Task:
    """Tick an item of the checklist, or untick it. The first is 1."""
    if not 1 <= number <= len(task.checklist):
        raise errors.NoSuchItem(attr="number")
    items = [dict(item) for item in task.checklist]
    items[number - 1]["is_done"] = is_done
    return change_task(task=task, by=by, checklist=items)


def _move(task: Task, status: Status, by: Caller) -> Task:
    return task if task.status == status else change_task(task=task, by=by, status=status)
