"""The doors of background work on webhooks. They are called from here only."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from chassis.jobs import Progress, job, schedule
from tasks_service.hooks import actions


@job("hooks.deliver")
def deliver(progress: Progress, *, delivery: str, **_: object) -> dict[str, str]:
    """Try to send an event."""
    return {"status": actions.deliver(delivery=UUID(delivery), hold=progress.hold)}


@schedule(every=timedelta(minutes=15))
@job("hooks.look_after")
def look_after(progress: Progress, **_: object) -> dict[str, int]:
    """Send what is stranded, and forget what is old."""
    sent, forgotten = actions.send_stranded(at=timezone.now()), 0
    while some := actions.forget_deliveries(at=timezone.now()):
        forgotten += some
        progress.advance(forgotten, 0)
    return {"sent": sent, "forgotten": forgotten}
