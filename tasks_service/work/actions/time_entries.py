"""The verbs of time entries."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from tasks_service.work import errors, selectors
from tasks_service.work.models import TimeEntry

SKEW = timedelta(minutes=5)  # that another clock may be ahead of ours


@transaction.atomic(savepoint=False)
def log_time(
    *, by: Caller, at: datetime, task_id: UUID, person: UUID | None = None, **details: Any
) -> TimeEntry:
    """Note how long one worked on a task that one sees; the desk notes it for anybody."""
    if not selectors.visible_to(by).filter(pk=task_id).exists():
        raise errors.TaskUnknown(attr="task")
    who = person or by.person_id
    if who is None:
        raise errors.WhoWorked(attr="person")
    _refuse_others(who, by)
    _refuse_future(details["spent_on"], at=at)
    return TimeEntry.objects.create(task_id=task_id, person=who, **details)


@transaction.atomic(savepoint=False)
def change_time(*, timeentry: TimeEntry, by: Caller, at: datetime, **changes: Any) -> TimeEntry:
    """Say better how long it was."""
    _refuse_others(timeentry.person, by)
    _refuse_others(changes.get("person", timeentry.person), by)
    if "spent_on" in changes:
        _refuse_future(changes["spent_on"], at=at)
    for name, value in changes.items():
        setattr(timeentry, name, value)
    timeentry.save()
    return timeentry


@transaction.atomic(savepoint=False)
def delete_time(*, timeentry: TimeEntry, by: Caller) -> None:
    """Take it back; its history stays."""
    _refuse_others(timeentry.person, by)
    timeentry.delete()


def _refuse_others(person: UUID, by: Caller) -> None:
    if person != by.person_id and not by.sees_all:
        raise errors.OnlyYourOwnTime


def _refuse_future(day: date, *, at: datetime) -> None:
    """Refuse a day that has begun neither at the desk nor in UTC."""
    soon = at + SKEW
    if day > max(soon.astimezone(zone).date() for zone in (UTC, settings.DESK_TIME_ZONE)):
        raise errors.NotWorkedYet(attr="spent_on")
