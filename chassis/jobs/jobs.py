"""The chassis's own scheduled work: forgetting what was kept long enough."""

from datetime import timedelta

from django.utils import timezone

from chassis.auth.ending import forget_ended
from chassis.idempotency.forgetting import forget_old
from chassis.jobs.registry import Progress, job
from chassis.jobs.retention import forget_jobs, forget_slots
from chassis.jobs.schedules import schedule


@schedule(every=timedelta(hours=1))
@job("idempotency.forget_old_keys")
def forget_old_keys(progress: Progress, **_: object) -> dict[str, int]:
    """Forget the answers to keyed requests that are older than a day."""
    return {"keys": forget_old(timezone.now())}


@schedule(every=timedelta(days=1), offset=timedelta(hours=3))
@job("jobs.forget_old")
def forget_old_jobs(progress: Progress, **_: object) -> dict[str, int]:
    """Forget jobs that are over for 90 days, with their files, and old slots of schedules."""
    count = 0
    while some := forget_jobs(at=timezone.now()):
        count += some
        progress.advance(count, 0)
    return {"jobs": count, "slots": forget_slots(at=timezone.now())}


@schedule(every=timedelta(hours=1), offset=timedelta(minutes=10))
@job("auth.forget_ended")
def forget_ended_access(progress: Progress, **_: object) -> dict[str, int]:
    """Forget ended access that no token and no session can come up against any more."""
    return {"rows": forget_ended(timezone.now())}
