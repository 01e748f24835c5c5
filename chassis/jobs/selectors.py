"""Which jobs exist for a caller."""

from django.db.models import QuerySet

from chassis.auth import Caller
from chassis.jobs.models import Job


def visible_to(caller: Caller) -> QuerySet[Job]:
    """Return the caller's own jobs; the desk sees all."""
    return Job.objects.all() if caller.sees_all else Job.objects.filter(owner=caller.id)
