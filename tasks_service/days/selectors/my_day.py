"""What a day brings to somebody: their tasks, and the gear that they have."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from tasks_service.telling.models import Notification
from tasks_service.work.models import Asset, Blocker, Loan, Status, Task, Timer

MOST = 50  # of each state: what is further away is in the list
MOST_TOLD = 5


class MyDay(NamedTuple):
    """What should have been done, what is due, begun, waits, comes later, and is done."""

    overdue: Sequence[Task]
    due: Sequence[Task]
    started: Sequence[Task]
    waiting: Sequence[Task]
    later: Sequence[Task]
    done: Sequence[Task]
    loans: Sequence[Loan]
    told: Sequence[Notification]
    timer: Timer | None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all to do or to bring back."""
        return not any(self[:5]) and not self.loans


def my_day(person: UUID, *, at: datetime, since: datetime, until: datetime) -> MyDay:
    """Return somebody's day; each task stands where it matters most, what is late comes first."""
    known = [
        *_tasks(person, Status.OPEN, at=at),
        *_tasks(person, Status.IN_PROGRESS, at=at),
        *_tasks(person, Status.ON_HOLD, at=at),
    ]
    waiting = [task for task in known if task.is_blocked or task.status == Status.ON_HOLD]
    ready = [task for task in known if task not in waiting]
    due = [task for task in ready if task.due_at is not None and task.due_at < until]
    rest = [task for task in ready if task not in due]
    unread = Notification.objects.of(person).unread()
    return MyDay(
        overdue=sorted((task for task in due if task.is_late), key=_due_at),
        due=sorted((task for task in due if not task.is_late), key=_due_at),
        started=[task for task in rest if task.status == Status.IN_PROGRESS],
        waiting=waiting,
        later=[task for task in rest if task.status == Status.OPEN],
        done=_done(person, since=since),
        loans=_loans(person, at=at, until=until),
        told=list(unread.order_by("-created_at", "-id")[:MOST_TOLD]),
        timer=Timer.objects.filter(person=person).select_related("task").first(),
    )


def _tasks(person: UUID, status: Status, *, at: datetime) -> list[Any]:
    """Return what is in a state, the soonest first, as far as an index leads."""
    rows = _with_details(Task.objects.filter(assignee=person, status=status, finished_at=None))
    tasks = list(rows.order_by("due_at", "id")[:MOST])
    for task in tasks:
        vars(task)["is_late"] = task.is_overdue(at=at)
    return tasks


def _done(person: UUID, *, since: datetime) -> list[Any]:
    rows = Task.objects.filter(assignee=person, status=Status.DONE, finished_at__gte=since)
    return list(_with_details(rows).order_by("-finished_at", "-id")[:MOST])


def _with_details(tasks: Any) -> Any:
    """Read along what they are about, and whether something has to be finished before."""
    tags = Asset.objects.known().filter(pk=OuterRef("asset_id")).values("tag")
    blockers = Blocker.objects.filter(task=OuterRef("pk")).unfinished()
    return tasks.annotate(tag=Subquery(tags), is_blocked=Exists(blockers))


def _loans(person: UUID, *, at: datetime, until: datetime) -> list[Any]:
    """Return what somebody has, with what it is."""
    rows = Loan.objects.known().filter(borrower=person, closed_at=None).order_by("due_at", "id")
    loans = list(rows[:MOST])
    ids = {id for loan in loans for id in loan.assets}
    gear = {asset.pk: asset for asset in Asset.objects.known().filter(pk__in=ids)}
    for loan in loans:
        vars(loan)["gear"] = [gear[id] for id in loan.assets if id in gear]
        vars(loan)["is_late"] = loan.due_at is not None and loan.due_at < at
        vars(loan)["is_today"] = loan.due_at is not None and at <= loan.due_at < until
    return loans


def _due_at(task: Any) -> datetime:
    due_at: datetime = task.due_at
    return due_at
