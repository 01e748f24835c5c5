"""The verbs of time entries."""

from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from tasks_service.work import errors, selectors
from tasks_service.work.models import TimeEntry


@transaction.atomic(savepoint=False)
def log_time(*, by: Caller, task_id: UUID, person: UUID | None = None, **details: Any) -> TimeEntry:
    """Note how long one worked on a task that one sees; the desk notes it for anybody."""
    if not selectors.visible_to(by).filter(pk=task_id).exists():
        raise errors.TaskUnknown(attr="task")
    who = person or by.person_id
    if who is None:
        raise errors.WhoWorked(attr="person")
    _refuse_others(who, by)
    return TimeEntry.objects.create(task_id=task_id, person=who, **details)


@transaction.atomic(savepoint=False)
def change_time(*, timeentry: TimeEntry, by: Caller, **changes: Any) -> TimeEntry:
    """Say better how long it was."""
    _refuse_others(timeentry.person, by)
    _refuse_others(changes.get("person", timeentry.person), by)
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
