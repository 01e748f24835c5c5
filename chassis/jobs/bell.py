"""Ring Celery for every job that waits. Only the background process does this."""

from datetime import timedelta

from celery import current_app
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least, Now

from chassis.jobs import leases
from chassis.jobs.models import Job
from chassis.jobs.worker import RUN, queue
from chassis.observability import log

SOONEST = timedelta(seconds=15)
LATEST = timedelta(hours=1)
AT_ONCE = 100

# Redis may be frozen: then the sweeper and the schedules, which share our thread, must go on.
IMPATIENT = {
    "socket_timeout": 1.0,
    "socket_connect_timeout": 1.0,
    "max_retries": 1,
    "interval_start": 0.0,
    "interval_step": 0.0,
}


def ring() -> int:
    """Ring once for each job that waits, and return how often.

    A ring only says that there is work: the worker claims the job that is next. Where a ring was
    lost (Redis was away or wiped) the job still waits, and is rung for again later.
    """
    ids = list(_silent().order_by("run_after").values_list("id", flat=True)[:AT_ONCE])
    if not ids:
        return 0
    # Before the ring: an update after it would hold the row while a worker looks for it.
    jobs = Job.objects.filter(id__in=ids)
    jobs.update(rung_at=Now())
    try:
        _send(len(ids))
    except BaseException:
        jobs.update(rung_at=None)
        raise
    log.info("jobs_rung", count=len(ids))
    return len(ids)


def _send(count: int) -> None:
    with (
        current_app.connection_for_write(transport_options=IMPATIENT) as connection,
        current_app.amqp.Producer(connection) as producer,
    ):
        for _ in range(count):
            current_app.send_task(RUN, queue=queue(), producer=producer, retry=False)


def _silent() -> QuerySet[Job]:
    """Return the jobs to ring for: the longer one waits already, the rarer it is rung for.

    While no worker takes the rings, they would fill Redis.
    """
    quarter = ExpressionWrapper((Now() - F("run_after")) / 4, output_field=DurationField())
    pause = Least(Value(LATEST), Greatest(Value(SOONEST), quarter))
    return leases.waiting().filter(Q(rung_at=None) | Q(rung_at__lt=Now() - pause))
