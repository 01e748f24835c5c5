"""How background work is."""

from collections.abc import Iterator

from django.db.models.functions import Now

from chassis.jobs.models import Job, Status
from chassis.operations.ages import longest
from chassis.operations.counts import by_status
from chassis.operations.figures import Figure, Part

LONGEST_WAIT_SECONDS = 60.0


def read() -> Iterator[Figure]:
    """Yield how many jobs there are in each state, and how long the oldest waits."""
    yield from by_status("jobs", Job, Status, red=Status.DEAD)
    waiting = Job.objects.filter(status=Status.QUEUED, run_after__lte=Now())
    waited = longest(waiting, "run_after")
    yield Figure("jobs_oldest_wait_seconds", waited, is_red=waited > LONGEST_WAIT_SECONDS)


PART = Part(
    name="jobs",
    title="Jobs",
    meanings={
        "jobs": "Jobs by status.",
        "jobs_oldest_wait_seconds": "How long the oldest waiting job could have run already.",
    },
    remedy="Waiting too long: is a worker running that knows the job, or busy with something long? "
    "Dead jobs failed five times: look at the error, mend its cause, then retry or cancel them.",
    read=read,
    page="admin:jobs_job_changelist",
)
