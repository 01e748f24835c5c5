"""The verb of the clock: what is due soon, due and overdue is said once each."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from chassis.auth import Caller
from tasks_service.telling.actions import tell
from tasks_service.telling.models import Kind
from tasks_service.work.models import Task

DAY = timedelta(days=1)
# From when to when before or after it is due: who was away is not told of what is long past.
WHILES = {
    Kind.DUE_SOON: (timedelta(), DAY),
    Kind.DUE: (-DAY, timedelta()),
    Kind.OVERDUE: (-30 * DAY, -DAY),
}
AT_ONCE = 200

# Two at the clock cannot both write the same row: only who writes it tells of it.
_NOTE = """
    INSERT INTO work_reminder (task_id, kind, due_at, reminded_at)
    SELECT task.id, %(kind)s, task.due_at, %(at)s
    FROM work_task AS task
    WHERE task.finished_at IS NULL AND task.due_at > %(after)s AND task.due_at <= %(until)s
      AND NOT EXISTS (
          SELECT FROM work_reminder AS known
          WHERE known.task_id = task.id AND known.kind = %(kind)s AND known.due_at = task.due_at
      )
    ORDER BY task.due_at
    LIMIT %(most)s
    ON CONFLICT DO NOTHING
    RETURNING task_id
"""


@transaction.atomic
def remind(*, kind: Kind, at: datetime) -> int:
    """Remind whoever does them, or wrote them down, of some tasks; return of how many."""
    after, until = WHILES[kind]
    words: dict[str, Any] = {"kind": kind.value, "at": at, "most": AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {**words, "after": at + after, "until": at + until})
        ids = [id for (id,) in cursor.fetchall()]
    for task in Task.objects.filter(pk__in=ids):
        _tell(task, kind)
    return len(ids)


def _tell(task: Task, kind: Kind) -> None:
    who: UUID | None = task.assignee or Caller(id=task.created_by).person_id
    clock = Caller(id=settings.SERVICE, kind="service")
    if who is not None and task.due_at is not None:
        due = f"Due {task.due_at:%Y-%m-%d %H:%M} UTC."
        tell(people=[who], kind=kind, by=clock, title=task.title, about=task.pk, text=due)
