"""Ring Celery for every job that waits. Only the background process does this."""

from datetime import timedelta

from celery import current_app
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least, Now

from chassis.jobs.models import Job, Status
from chassis.jobs.worker import RUN, queue
from chassis.observability import log

SOONEST = timedelta(seconds=15)
LATEST = timedelta(hours=1)
AT_ONCE = 100


def ring() -> int:
    """Ring for waiting jobs, oldest first, and return for how many.

    A job whose ring was lost (Redis was away or wiped) still waits: it is rung for again later.
    A second ring does no harm, since a worker claims the row.
    """
    ids = list(_silent().order_by("created_at").values_list("id", flat=True)[:AT_ONCE])
    for job_id in ids:
        current_app.send_task(RUN, args=[str(job_id)], queue=queue(), retry=False)
        Job.objects.filter(id=job_id).update(rung_at=Now())
    if ids:
        log.info("jobs_rung", count=len(ids))
    return len(ids)


def _silent() -> QuerySet[Job]:
    """Return the jobs to ring for: the longer one waits already, the rarer it is rung for.

    While no worker takes the rings, they would fill Redis.
    """
    quarter = ExpressionWrapper((Now() - F("created_at")) / 4, output_field=DurationField())
    pause = Least(Value(LATEST), Greatest(Value(SOONEST), quarter))
    waiting = Job.objects.filter(status=Status.QUEUED)
    return waiting.filter(Q(rung_at=None) | Q(rung_at__lt=Now() - pause))
