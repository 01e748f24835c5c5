"""Which jobs exist for a caller."""

from django.core.files import File
from django.db.models import QuerySet

from chassis.auth import Caller
from chassis.jobs.errors import NoResultFile
from chassis.jobs.models import Job


def visible_to(caller: Caller) -> QuerySet[Job]:
    """Return the caller's own jobs; the desk sees all."""
    return Job.objects.all() if caller.sees_all else Job.objects.filter(owner=caller.id)


def result_file(job: Job) -> "File[bytes]":
    """Open the file that a job left."""
    if not job.result_file:
        raise NoResultFile
    try:
        return job.result_file.open("rb")
    except FileNotFoundError as error:
        raise NoResultFile from error
