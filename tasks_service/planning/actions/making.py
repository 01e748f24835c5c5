"""The verbs of the clock: what is due becomes a task, once."""

from datetime import datetime, timedelta

from django.db import transaction

from chassis.auth import Caller
from tasks_service.planning.actions.pointers import point, settle
from tasks_service.planning.models import Basis, Occurrence, OccurrenceStatus, Schedule
from tasks_service.work.actions import create_task
from tasks_service.work.selectors import is_out

AT_ONCE = 50  # schedules in a transaction
LOOKS_AGAIN = timedelta(minutes=15)
MOST_SLOTS = 100  # of a schedule: what is left of a long absence comes with the next


@transaction.atomic
def make_due_tasks(*, at: datetime) -> int:
    """Make the tasks of some schedules that are due; return of how many.

    A schedule that somebody else has at hand is theirs, and looked at again the next time.
    """
    due = Schedule.objects.due(at=at).order_by("make_at", "pk")
    rows = due.select_for_update(of=("self",), no_key=True, skip_locked=True)[:AT_ONCE]
    for schedule in rows:
        _make(schedule, at=at)
    return len(rows)


@transaction.atomic
def go_on_after_completion(*, at: datetime) -> int:
    """Let some schedules come round again whose task was finished; return how many."""
    ended = Schedule.objects.waiting_in_vain().order_by("pk").select_related("waits_for")
    rows = ended.select_for_update(of=("self",), no_key=True, skip_locked=True)[:AT_ONCE]
    for schedule in rows:
        _go_on(schedule, at=at)
    return len(rows)


def _make(schedule: Schedule, *, at: datetime) -> None:
    """Make what is due of a schedule, and say when it is due again."""
    if schedule.waits_for_gear and is_out(schedule.asset_id):
        schedule.make_at = at + LOOKS_AGAIN
        schedule.save()
        return
    until = at + schedule.lead
    for _ in range(MOST_SLOTS):
        if schedule.next_at is None or schedule.next_at > until:
            break
        _pass(schedule, schedule.next_at)
    planned = schedule.occurrences.filter(status=OccurrenceStatus.PLANNED, due_at__lte=until)
    for occurrence in _of_one_wait(schedule, list(planned.order_by("due_at"))):
        _make_task(schedule, occurrence)
    settle(schedule)


def _of_one_wait(schedule: Schedule, planned: list[Occurrence]) -> list[Occurrence]:
    """Leave out what came round while it waited for gear: the last one stands for all of them."""
    if not schedule.waits_for_gear:
        return planned
    for missed in planned[:-1]:
        missed.status = OccurrenceStatus.SKIPPED
        missed.save()
    return planned[-1:]


def _pass(schedule: Schedule, slot: datetime) -> None:
    """Note a time of the rule, unless somebody has changed it, and go on to the next."""
    found, _ = Occurrence.objects.get_or_create(
        schedule=schedule, planned_at=slot, defaults={"due_at": slot}
    )
    if schedule.basis == Basis.COMPLETION and found.status == OccurrenceStatus.PLANNED:
        schedule.next_at = None  # nobody knows before its task is finished
    else:
        point(schedule, next(schedule.comes_round.after(slot), None))


def _make_task(schedule: Schedule, occurrence: Occurrence) -> None:
    occurrence.task = create_task(
        by=Caller(id=schedule.created_by),
        title=schedule.title,
        description=schedule.description,
        kind=schedule.kind,
        priority=schedule.priority,
        assignee=schedule.assignee,
        asset_id=schedule.asset_id,
        labels=schedule.labels,
        checklist=[{**item, "is_done": False} for item in schedule.checklist],
        schedule_id=schedule.pk,
        blocks_gear=schedule.blocks_gear,
        due_at=occurrence.due_at,
    )
    occurrence.status = OccurrenceStatus.MADE
    occurrence.save()
    if schedule.basis == Basis.COMPLETION:
        schedule.next_at, schedule.is_waiting, schedule.waits_for = None, True, occurrence.task


def _go_on(schedule: Schedule, *, at: datetime) -> None:
    """Count on from when the task was finished; from now, if it was deleted."""
    task = schedule.waits_for
    done = task.finished_at if task and task.finished_at else at
    schedule.is_waiting, schedule.waits_for = False, None
    point(schedule, schedule.comes_round.since_done(done))
    settle(schedule)
