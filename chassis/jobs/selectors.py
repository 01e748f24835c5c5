"""Which jobs exist for a caller."""

from django.db.models import QuerySet

from chassis.auth import Caller
from chassis.jobs.models import Job


def visible_to(caller: Caller) -> QuerySet[Job]:
    """Return the caller's own jobs; those who run the desk see all."""
    if caller.has_role("technician", "admin"):
        return Job.objects.all()
    return Job.objects.filter(owner=caller.id)
