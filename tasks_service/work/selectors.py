"""What a caller may see of the work."""

from uuid import UUID

from django.db.models import QuerySet

from chassis.auth import Caller
from tasks_service.work.models import Task


def visible_to(caller: Caller) -> QuerySet[Task]:
    """Return the tasks that exist for a caller: the desk sees all, others see their own."""
    if caller.kind == "service" or caller.has_role("technician", "admin"):
        return Task.objects.all()
    return Task.objects.of(caller.id)


def person_id(caller: Caller) -> UUID | None:
    """Return the caller's id as a person, or None for a service."""
    return UUID(caller.id) if caller.kind == "person" else None
