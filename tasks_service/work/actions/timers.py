"""The verbs of timers: a person has one at most, and stops it by starting another."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from chassis.errors.clashes import clashes
from tasks_service.work import errors
from tasks_service.work.models import Task, TimeEntry, Timer
from tasks_service.work.models.time_entries import MOST_MINUTES


@transaction.atomic(savepoint=False)
def start_timer(*, task: Task, by: Caller, at: datetime) -> Timer:
    """Begin to take one's time of a task; what ran for another is noted. Twice is as once."""
    if by.person_id is None:
        raise errors.OnlyPeopleTakeTheirTime
    running = _running(by.person_id)
    if running and running.task_id == task.pk:
        return running
    if running:
        _note(running, at=at)
    with clashes(a_person_has_one_timer=errors.TimerJustStarted()):
        return Timer.objects.create(person=by.person_id, task=task, started_at=at)


@transaction.atomic(savepoint=False)
def stop_timer(*, task: Task, by: Caller, at: datetime) -> TimeEntry:
    """Note the time since one has started."""
    running = by.person_id and _running(by.person_id)
    if not running or running.task_id != task.pk:
        raise errors.NoTimer
    return _note(running, at=at)


def _running(person: UUID) -> Timer | None:
    return Timer.objects.select_for_update().filter(person=person).first()


def _note(timer: Timer, *, at: datetime) -> TimeEntry:
    """Make an entry of a timer: each minute that was begun, on the day of its start."""
    seconds = (at - timer.started_at).total_seconds()
    minutes = min(max(1, -int(-seconds // 60)), MOST_MINUTES)
    timer.delete()
    day = timer.started_at.astimezone(settings.DESK_TIME_ZONE).date()
    words = {"task_id": timer.task_id, "person": timer.person}
    return TimeEntry.objects.create(spent_on=day, minutes=minutes, **words)
