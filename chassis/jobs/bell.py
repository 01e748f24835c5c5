"""Ring Celery for every job that waits. Only the background process does this."""

from datetime import timedelta

from celery import current_app
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from chassis.jobs.models import Job, Status
from chassis.jobs.worker import RUN, queue
from chassis.observability import log

AGAIN_AFTER = timedelta(seconds=15)
AT_ONCE = 100


def ring() -> int:
    """Ring for waiting jobs, oldest first, and return for how many.

    A job whose ring was lost (Redis was away or wiped) still waits: it is rung for again later.
    A second ring does no harm, since a worker claims the row.
    """
    waiting = Job.objects.filter(status=Status.QUEUED)
    silent = waiting.filter(Q(rung_at=None) | Q(rung_at__lt=Now() - AGAIN_AFTER))
    ids = list(silent.order_by("created_at").values_list("id", flat=True)[:AT_ONCE])
    for job_id in ids:
        current_app.send_task(RUN, args=[str(job_id)], queue=queue(), retry=False)
        Job.objects.filter(id=job_id).update(rung_at=Now())
    if ids:
        log.info("jobs_rung", count=len(ids))
    return len(ids)


def listen() -> None:
    """Let the database wake this process when a job is enqueued."""
    with connection.cursor() as cursor:
        cursor.execute("LISTEN jobs")
