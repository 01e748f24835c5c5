"""The verbs of the clock: what is due soon, due and overdue is said once each, to each."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from chassis.auth import Caller
from tasks_service.telling.actions import tell, was_told_lately
from tasks_service.telling.models import Kind
from tasks_service.work import errors
from tasks_service.work.models import Loan, Task
from tasks_service.work.selectors import titled

DAY = timedelta(days=1)
AT_ONCE = 200
NOT_AGAIN_FOR = timedelta(hours=1)


class Reminding(NamedTuple):
    """When something is said: so long after it was due, and no later than the next is."""

    kind: Kind
    days: int  # negative: before
    until_days: int

    def rows(self, at: datetime) -> tuple[datetime, datetime]:
        """Return after when and until when is due what is said at a moment."""
        return at - self.until_days * DAY, at - self.days * DAY


def _every(soon: Kind, due: Kind, overdue: Kind) -> tuple[Reminding, ...]:
    late = (1, 3, 7, 14, 28, 60)  # after two months nobody is reminded any more
    pairs = pairwise(late)
    return (
        Reminding(soon, -1, 0),
        Reminding(due, 0, 1),
        *(Reminding(overdue, *pair) for pair in pairs),
    )


OF_TASKS = _every(Kind.DUE_SOON, Kind.DUE, Kind.OVERDUE)
OF_LOANS = _every(Kind.LOAN_DUE_SOON, Kind.LOAN_DUE, Kind.LOAN_OVERDUE)

# Two at the clock cannot both write the same row: only who writes it tells of it.
_NOTE = """
    INSERT INTO {notes} ({about}, kind, days, due_at, reminded_at)
    SELECT thing.id, %(kind)s, %(days)s, thing.due_at, %(at)s
    FROM {things} AS thing
    WHERE {is_open} AND thing.due_at > %(after)s AND thing.due_at <= %(until)s
      AND NOT EXISTS (
          SELECT FROM {notes} AS known
          WHERE known.{about} = thing.id AND known.kind = %(kind)s AND known.days = %(days)s
            AND known.due_at = thing.due_at
      )
    ORDER BY thing.due_at
    LIMIT %(most)s
    ON CONFLICT DO NOTHING
    RETURNING {about}
"""
_TASKS = _NOTE.format(
    notes="work_reminder",
    about="task_id",
    things="work_task",
    is_open="thing.finished_at IS NULL",
)
_LOANS = _NOTE.format(
    notes="work_loanreminder",
    about="loan_id",
    things="work_loan",
    is_open="thing.closed_at IS NULL AND thing.gone_at IS NULL",
)


@transaction.atomic
def remind(*, reminding: Reminding, at: datetime) -> int:
    """Remind whoever does them, or wrote them down, of some tasks; return of how many."""
    ids = _noted(_TASKS, reminding, at)
    for task in Task.objects.filter(pk__in=ids):
        if who := _whom(task):
            _tell([who], reminding.kind, task.title, task.pk, task.due_at)
    return len(ids)


@transaction.atomic
def remind_of_loans(*, reminding: Reminding, at: datetime) -> int:
    """Remind whoever has gear of some loans; return of how many."""
    ids = _noted(_LOANS, reminding, at)
    for loan in Loan.objects.filter(pk__in=ids):
        if loan.borrower:
            _tell([loan.borrower], reminding.kind, titled(loan), loan.pk, loan.due_at)
    return len(ids)


@transaction.atomic(savepoint=False)
def remind_now(*, task: Task, by: Caller, at: datetime) -> None:
    """Remind whoever does a task, or wrote it down, in somebody's name."""
    who = _whom(task)
    if task.is_finished or who is None or who == by.person_id:
        raise errors.NobodyToRemind
    if was_told_lately(person=who, kind=Kind.REMINDED, about=task.pk, since=at - NOT_AGAIN_FOR):
        raise errors.JustReminded
    text = _due(task.due_at) if task.due_at else ""
    tell(people=[who], kind=Kind.REMINDED, by=by, title=task.title, about=task.pk, text=text)


def _noted(statement: str, reminding: Reminding, at: datetime) -> list[UUID]:
    after, until = reminding.rows(at)
    words: dict[str, Any] = {"kind": reminding.kind.value, "days": reminding.days, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**words, "after": after, "until": until, "most": AT_ONCE})
        return [id for (id,) in cursor.fetchall()]


def _whom(task: Task) -> UUID | None:
    return task.assignee or Caller(id=task.created_by).person_id


def _tell(people: list[UUID], kind: Kind, title: str, about: UUID, due_at: datetime | None) -> None:
    text, clock = _due(due_at) if due_at else "", Caller(id=settings.SERVICE, kind="service")
    tell(people=people, kind=kind, by=clock, title=title, about=about, text=text)


def _due(at: datetime) -> str:
    return f"Due {at:%Y-%m-%d %H:%M} UTC."
