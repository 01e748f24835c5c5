"""Which moves there are, and whose they are; and who deletes."""

from chassis.auth import Caller
from tasks_service.work import errors
from tasks_service.work.actions import blocking
from tasks_service.work.models import MOVES, Status, Task

UNBLOCKED = (Status.IN_PROGRESS, Status.DONE)  # what nobody gets to before others are finished


def refuse_odd(task: Task, status: str, *, by: Caller) -> None:
    """Refuse a move that there is not, that is not the caller's, or that has to wait."""
    if status == task.status:
        return
    if status not in MOVES[Status(task.status)]:
        raise errors.MoveNotAllowed(task.status, status)
    if status == Status.CANCELLED and not _is_own(task, by):
        raise errors.OnlyItsAuthorCancels
    refuse_waiting(task, status)


def refuse_waiting(task: Task, status: str) -> None:
    """Refuse a status that has to wait for other tasks."""
    if status in UNBLOCKED:
        blocking.refuse_blocked(task)


def refuse_deletion(task: Task, *, by: Caller) -> None:
    """Refuse to delete what somebody else has given one: who may not cancel it may not, either."""
    if str(task.assignee) == by.id and not _is_own(task, by):
        raise errors.OnlyItsAuthorDeletes


def _is_own(task: Task, by: Caller) -> bool:
    return by.sees_all or task.created_by == by.id
