"""Who works on a job, and until when: a lease on the database's clock, guarded by a fence.

Each claim counts the fence up. Whoever writes shows the fence of their claim, so that a worker who
was thought dead and comes back (frozen, cut off, slow) changes nothing.
"""

import random
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from chassis import env
from chassis.errors.problems import problem
from chassis.jobs.actions import requeue
from chassis.jobs.models import Job, Status
from chassis.jobs.registry import doors

LEASE = timedelta(seconds=15)
MOST_TRIES = 5
AT_ONCE = 100


def waiting() -> QuerySet[Job]:
    """Return the jobs that a worker may take now."""
    return Job.objects.filter(status=Status.QUEUED, run_after__lte=Now())


@transaction.atomic
def claim() -> Job | None:
    """Take the best waiting job, or return None if there is none that nobody else takes.

    While an update rolls out, a job of the new version waits for a worker that knows its name.
    """
    known = waiting().filter(name__in=[*doors])
    free = known.select_for_update(skip_locked=True, no_key=True)
    job = free.order_by("-priority", "created_at").first()
    if job is None:
        return None
    Job.objects.filter(id=job.id).update(
        status=Status.RUNNING,
        fence=F("fence") + 1,
        tries=F("tries") + 1,
        worker=env.text("KITROOM_INSTANCE"),
        lease_until=Now() + LEASE,
        started_at=Now(),
    )
    job.refresh_from_db()
    return job


def held_by(job: Job) -> QuerySet[Job]:
    """Return the job's row, if it is still leased under this fence."""
    return Job.objects.filter(id=job.id, fence=job.fence, status=Status.RUNNING)


def extend(job: Job) -> bool:
    """Show that the job is still worked on; tell whether it is still ours."""
    return bool(held_by(job).update(lease_until=Now() + LEASE))


def succeed(job: Job, result: Any) -> bool:
    """End a job with its result; tell whether it was still ours."""
    return _end(job, status=Status.SUCCEEDED, result=result, error=None)


def fail(job: Job, error: dict[str, Any]) -> bool:
    """End a job that another try would not mend."""
    return _end(job, status=Status.FAILED, error=error)


def try_again(job: Job, error: dict[str, Any]) -> bool:
    """Let a job wait 2, 4, 8, 16 seconds for its next try; after the fifth it is dead."""
    if job.tries >= MOST_TRIES:
        return _end(job, status=Status.DEAD, error=error)
    pause = timedelta(seconds=2**job.tries * random.uniform(0.75, 1.25))  # noqa: S311
    with transaction.atomic():
        return bool(requeue(held_by(job), run_after=Now() + pause, error=error))


def _end(job: Job, **fields: Any) -> bool:
    return bool(held_by(job).update(finished_at=Now(), lease_until=None, **fields))


@transaction.atomic
def let_go(worker: str) -> int:
    """Give back at once what a worker that was told to stop is at; this try does not count."""
    at_hand = Job.objects.filter(worker=worker, status=Status.RUNNING)
    return requeue(at_hand, tries=F("tries") - 1)


@transaction.atomic
def sweep() -> int:
    """Take back the jobs of workers that show no life, and return how many.

    A row that is locked is in the transaction of a worker that lives.
    """
    lost = Job.objects.filter(status=Status.RUNNING, lease_until__lt=Now())
    jobs = list(lost.select_for_update(skip_locked=True, no_key=True)[:AT_ONCE])
    for job in jobs:
        _take_back(job)
    return len(jobs)


def _take_back(job: Job) -> None:
    error = problem(
        500,
        code="worker_lost",
        detail=f"The worker {job.worker} stopped answering in try {job.tries} of {MOST_TRIES}.",
    )
    if job.tries >= MOST_TRIES:
        _end(job, status=Status.DEAD, error=error)
    else:
        requeue(held_by(job), error=error)
