"""The verbs of watching."""

from django.db import transaction

from chassis.auth import Caller
from tasks_service.work import errors
from tasks_service.work.models import Task, Watcher


@transaction.atomic(savepoint=False)
def watch_task(*, task: Task, by: Caller) -> None:
    """Want to hear of a task from now on; twice is as once."""
    if by.person_id is None:
        raise errors.OnlyPeopleWatch
    Watcher.objects.get_or_create(task=task, person=by.person_id)


@transaction.atomic(savepoint=False)
def unwatch_task(*, task: Task, by: Caller) -> None:
    """Want to hear no more of it than its author and whoever does it hear."""
    if by.person_id is not None:
        Watcher.objects.filter(task=task, person=by.person_id).delete()
