"""What has to be finished first."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from chassis.auth import Caller
from tasks_service.work import errors, selectors
from tasks_service.work.models import Blocker, Task

# Two that write at once could close a circle that neither of them sees.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('work.blockers', 0))"
_WAITS_FOR_ITSELF = """
    WITH RECURSIVE behind (id) AS (
        SELECT unnest(%s::uuid[])
        UNION SELECT blocker_id FROM work_blocker JOIN behind ON task_id = behind.id
    )
    SELECT EXISTS (SELECT FROM behind WHERE id = %s)
"""


def put(task: Task, blockers: Collection[UUID], *, by: Caller) -> None:
    """Make tasks what a task waits for, touching only those that differ."""
    known = set(Blocker.objects.filter(task=task).values_list("blocker_id", flat=True))
    added = set(blockers) - known
    _refuse_unknown(added, by=by)
    _refuse_circle(task, added)
    Blocker.objects.filter(task=task).exclude(blocker__in=blockers).delete()
    Blocker.objects.bulk_create(Blocker(task=task, blocker_id=each) for each in sorted(added))
    vars(task).pop("_prefetched_objects_cache", None)


def held_up_by(task: Task) -> list[Task]:
    """Return what waits for a task, locked: of one that is locked itself that is all."""
    waiting = Blocker.objects.filter(blocker=task).values("task")
    return [*Task.objects.filter(pk__in=waiting).select_for_update(no_key=True).order_by("pk")]


def refuse_blocked(task: Task) -> None:
    """Refuse to go on with what waits for something else."""
    waits_for = Blocker.objects.filter(task=task).unfinished().order_by("blocker")
    if found := list(waits_for.values_list("blocker_id", flat=True)):
        raise errors.Blocked(found)


def _refuse_unknown(added: Collection[UUID], *, by: Caller) -> None:
    if added and selectors.visible_to(by).filter(pk__in=added).count() < len(added):
        raise errors.BlockerUnknown(attr="blocked_by")


def _refuse_circle(task: Task, added: Collection[UUID]) -> None:
    if not added:
        return
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_WAITS_FOR_ITSELF, [[str(each) for each in added], str(task.pk)])
        [is_circle] = cursor.fetchone()
    if is_circle:
        raise errors.BlockersInACircle(attr="blocked_by")
