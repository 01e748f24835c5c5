"""The verbs of the board: each status is a column, in the order that people put it in."""

from uuid import UUID

from django.db import connection, transaction

from chassis import jobs, ranks
from chassis.auth import Caller
from tasks_service.work import errors, selectors
from tasks_service.work.actions.tasks import change_task
from tasks_service.work.models import Status, Task

LONG = 60  # letters of a rank: some 200 moves into the same gap
AROUND = 50  # tasks on each side that get new ranks with it
# Who moves in a column sees it as the last one left it. Rows are locked before their column.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('work.board.' || %s, 0))"


@transaction.atomic(savepoint=False)
def place_task(
    *,
    task: Task,
    by: Caller,
    before: UUID | None = None,
    after: UUID | None = None,
    status: Status | None = None,
) -> Task:
    """Put a task before or after another one of its column, or behind all; perhaps of another."""
    if before and after:
        raise errors.OneNeighbour(attr="before")
    task = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    if status and status != task.status:
        task = change_task(task=task, by=by, status=status)
    _lock(task.status)
    low, high = _gap(task, before, after, by)
    if low or high:
        rank = ranks.between(low, high)
        Task.objects.filter(pk=task.pk).update(placed=rank)
        if len(rank) > LONG:
            jobs.enqueue("work.respace", by=by, task=str(task.pk))
    return task


@transaction.atomic
def respace(*, task_id: UUID) -> int:
    """Give a task and those around it new ranks, none of which is one of the old; return how many.

    If the column was changed meanwhile, whoever did that has asked for it again.
    """
    task = Task.objects.get(pk=task_id)
    known, low, high = _around(task)
    list(Task.objects.filter(pk__in=known).select_for_update(no_key=True).order_by("pk"))
    _lock(task.status)
    if _around(task) != (known, low, high):
        return 0
    new = dict(zip(known, ranks.spread(low, high, len(known)), strict=True))
    rows = [Task(pk=pk, placed=rank) for pk, rank in new.items()]
    return Task.objects.bulk_update(rows, ["placed"])


def _lock(status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [status])


def _gap(
    task: Task, before: UUID | None, after: UUID | None, by: Caller
) -> tuple[str | None, str | None]:
    """Return the ranks between which a task is put; None where there is nothing."""
    column = Task.objects.filter(status=task.status).exclude(pk=task.pk).order_by("rank")
    neighbour = before or after
    if neighbour is None:
        return column.values_list("rank", flat=True).last(), None
    seen = selectors.visible_to(by).filter(status=task.status).exclude(pk=task.pk)
    beside = seen.filter(pk=neighbour).first()
    if beside is None:
        raise errors.NotInThisColumn(attr="before" if before else "after")
    others = column.values_list("rank", flat=True)
    if before:
        return others.filter(rank__lt=beside.rank).last(), beside.rank
    return beside.rank, others.filter(rank__gt=beside.rank).first()


def _around(task: Task) -> tuple[list[UUID], str | None, str | None]:
    """Return a task and those around it in their order, and between which ranks they stand."""
    rank = Task.objects.values_list("rank", flat=True).get(pk=task.pk)
    column = Task.objects.filter(status=task.status).values_list("pk", "rank")
    above = column.filter(rank__lt=rank).order_by("-rank")[: AROUND + 1]
    below = column.filter(rank__gte=rank).order_by("rank")[: AROUND + 2]
    rows = [*reversed(above), *below]
    low = rows.pop(0)[1] if len(above) > AROUND else None
    high = rows.pop()[1] if len(below) > AROUND + 1 else None
    return [pk for pk, _ in rows], low, high
