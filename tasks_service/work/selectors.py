"""What a caller may see of the work."""

from django.db.models import QuerySet

from chassis.auth import Caller
from tasks_service.work.models import Task


def visible_to(caller: Caller) -> QuerySet[Task]:
    """Return the tasks that exist for a caller: the desk sees all, others see their own."""
    if caller.sees_all:
        return Task.objects.all()
    person = caller.person_id
    return Task.objects.of(person) if person else Task.objects.none()
