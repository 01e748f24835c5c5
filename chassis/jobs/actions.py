"""The verbs of people and programs: enqueue a job, cancel it, try it again."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from chassis.auth import Caller
from chassis.jobs.errors import JobIsOver, NothingToRetry, UnknownJob
from chassis.jobs.models import OVER, Job, Priority, Status
from chassis.jobs.registry import doors
from chassis.observability.context import origin, request_id

CHANNEL = "jobs"


def enqueue(
    name: str,
    /,
    *,
    by: Caller,
    key: str | None = None,
    priority: Priority = Priority.NORMAL,
    after: datetime | None = None,
    **parameters: Any,
) -> Job:
    """Write a job and wake the background process, both when the caller's transaction commits.

    With a key that a job has already, nothing is written: that job is returned. With `after` it
    waits at least until then.
    """
    if name not in doors:
        raise UnknownJob(f"No job is called {name}. There are: {', '.join(sorted(doors))}.")
    job = Job(
        name=name,
        key=key,
        priority=priority,
        parameters=parameters,
        owner=by.id,
        request_id=request_id(),
        origin=origin(),
        **({"run_after": after} if after else {}),
    )
    with transaction.atomic(savepoint=False):
        if key is not None:
            return _only_one(job)
        job.save(force_insert=True)
        wake()
    return job


def _only_one(job: Job) -> Job:
    Job.objects.bulk_create([job], ignore_conflicts=True)
    kept = Job.objects.get(key=job.key)
    if kept.id == job.id:
        wake()
    return kept


def wake() -> None:
    """Let the background process know, after the commit, that a job waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


def cancel(*, job: Job, by: Caller, at: datetime) -> Job:
    """Cancel a job: a waiting one never starts, a running one stops at its next step."""
    open_jobs = Job.objects.filter(id=job.id).exclude(status__in=OVER)
    if not open_jobs.update(status=Status.CANCELLED, finished_at=at, lease_until=None):
        raise JobIsOver
    return Job.objects.get(id=job.id)


@transaction.atomic
def retry(*, job: Job, by: Caller) -> Job:
    """Let a job that did not succeed wait again, with all its tries; it goes on where it was."""
    ended_badly = (Status.FAILED, Status.CANCELLED, Status.DEAD)
    if not requeue(Job.objects.filter(id=job.id, status__in=ended_badly), tries=0):
        raise NothingToRetry
    return Job.objects.get(id=job.id)


def requeue(jobs: QuerySet[Job], **changes: Any) -> int:
    """Let jobs wait again; whoever still works on them may write no more."""
    fields = {"run_after": Now(), "finished_at": None, **changes}
    count = jobs.update(
        status=Status.QUEUED, fence=F("fence") + 1, rung_at=None, lease_until=None, **fields
    )
    if count:
        wake()
    return count
