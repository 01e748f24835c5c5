"""Which moves there are, and whose they are."""

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
    if status == Status.CANCELLED and not (by.sees_all or task.created_by == by.id):
        raise errors.OnlyItsAuthorCancels
    if status in UNBLOCKED:
        blocking.refuse_blocked(task)
