"""The verbs of a job: enqueue, claim, finish, cancel."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from chassis.auth import Caller
from chassis.jobs.errors import JobIsOver, UnknownJob
from chassis.jobs.models import OVER, Job, Status
from chassis.jobs.registry import doors
from chassis.observability.context import request_id

CHANNEL = "jobs"


def enqueue(name: str, /, *, by: Caller, **parameters: Any) -> Job:
    """Write a job and wake the background process, both when the caller's transaction commits."""
    if name not in doors:
        raise UnknownJob(f"No job is called {name}. There are: {', '.join(sorted(doors))}.")
    with transaction.atomic(savepoint=False):
        job = Job.objects.create(
            name=name, parameters=parameters, owner=by.id, request_id=request_id()
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(job.id)])
    return job


def claim(*, job_id: str) -> Job | None:
    """Take a waiting job, or return None if it waits no more: a second ring does nothing."""
    claimed = Job.objects.filter(id=job_id, status=Status.QUEUED).update(
        status=Status.RUNNING, started_at=Now()
    )
    return Job.objects.get(id=job_id) if claimed else None


def advance(*, job: Job, done: int, total: int) -> bool:
    """Show how far a running job is; return whether it still runs."""
    running = Job.objects.filter(id=job.id, status=Status.RUNNING)
    return bool(running.update(done=done, total=total))


def succeed(*, job: Job, result: Any) -> None:
    """End a running job with its result."""
    _end(job, status=Status.SUCCEEDED, result=result)


def fail(*, job: Job, error: dict[str, Any]) -> None:
    """End a running job with a problem."""
    _end(job, status=Status.FAILED, error=error)


def _end(job: Job, **fields: Any) -> None:
    running = Job.objects.filter(id=job.id, status=Status.RUNNING)
    running.update(finished_at=Now(), **fields)


def cancel(*, job: Job, by: Caller, at: datetime) -> Job:
    """Cancel a job: a waiting one never starts, a running one stops at its next step."""
    open_jobs = Job.objects.filter(id=job.id).exclude(status__in=OVER)
    if not open_jobs.update(status=Status.CANCELLED, finished_at=at):
        raise JobIsOver
    return Job.objects.get(id=job.id)
