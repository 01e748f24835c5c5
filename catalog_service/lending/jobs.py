"""The doors of background work on lending."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from catalog_service.lending import actions
from chassis.jobs import Progress, job, schedule


@schedule(every=timedelta(minutes=15))
@job("lending.expire_reservations")
def expire_reservations(progress: Progress, **_: object) -> dict[str, Any]:
    """End the reservations that were over before anybody came."""
    at, expired = timezone.now(), 0
    while some := actions.expire_reservations(at=at):
        expired += some
    return {"expired": expired}
