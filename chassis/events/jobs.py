"""Scheduled work on events: forgetting what was kept long enough."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from chassis.events.forgetting import forget_decided, forget_received, forget_sent
from chassis.jobs.registry import Progress, job
from chassis.jobs.schedules import schedule


@schedule(every=timedelta(hours=1), offset=timedelta(minutes=20))
@job("events.forget_old")
def forget_old(progress: Progress, **_: object) -> dict[str, int]:
    """Forget what was sent a week ago, and what was received or decided a month ago."""
    return {
        "sent": _all(progress, forget_sent),
        "letters": _all(progress, forget_decided),  # before the entries that they keep
        "received": _all(progress, forget_received),
    }


def _all(progress: Progress, forget: "Callable[..., int]", count: int = 0) -> int:
    now: datetime = timezone.now()
    while some := forget(at=now):
        count += some
        progress.advance(count, 0)
    return count
