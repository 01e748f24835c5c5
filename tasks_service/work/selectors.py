"""What a caller may see of the work."""

from uuid import UUID

from django.db.models import QuerySet

from chassis.auth import Caller
from tasks_service.work.models import Task


def visible_to(caller: Caller) -> QuerySet[Task]:
    """Return the tasks that exist for a caller: the desk sees all, others see their own."""
    if caller.sees_all:
        return Task.objects.all()
    person = person_id(caller)
    return Task.objects.of(person) if person else Task.objects.none()


def person_id(caller: Caller) -> UUID | None:
    """Return the caller's id as tasks know people, or None for a caller who is no person."""
    try:
        return UUID(caller.id)
    except ValueError:
        return None
