"""Which jobs exist for a caller."""

from django.core.files import File
from django.db.models import Q, QuerySet

from chassis.auth import Caller
from chassis.jobs.errors import NoResultFile
from chassis.jobs.models import Job
from chassis.jobs.registry import private


def visible_to(caller: Caller) -> QuerySet[Job]:
    """Return the caller's own jobs; the desk sees all, but what is private to another scope."""
    own = Job.objects.filter(owner=caller.id)
    if not caller.sees_all:
        return own
    hidden = [name for name, scope in private.items() if not caller.may(scope)]
    return (
        Job.objects.exclude(~Q(owner=caller.id), name__in=hidden) if hidden else Job.objects.all()
    )


def result_file(job: Job) -> "File[bytes]":
    """Open the file that a job left."""
    if not job.result_file:
        raise NoResultFile
    try:
        return job.result_file.open("rb")
    except FileNotFoundError as error:
        raise NoResultFile from error
