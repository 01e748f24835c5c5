"""The doors of background work on lending."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalog_service.lending import actions
from chassis.jobs import Progress, job, schedule


@job("lending.draw_loan_form")
def draw_loan_form(progress: Progress, *, loan: str, time_zone: str, **_: object) -> dict[str, Any]:
    """Draw the form of a loan as PDF."""
    return actions.draw_loan_form(loan=loan, time_zone=time_zone, progress=progress)


@schedule(every=timedelta(minutes=15))
@job("lending.expire_reservations")
def expire_reservations(progress: Progress, **_: object) -> dict[str, Any]:
    """End the reservations that were over before anybody came."""
    at, expired = timezone.now(), 0
    while some := actions.expire_reservations(at=at):
        expired += some
    return {"expired": expired}


@schedule(every=timedelta(hours=1))
@job("lending.expire_drafts")
def expire_drafts(progress: Progress, **_: object) -> dict[str, Any]:
    """End the drafts of reservations that nobody touched for so many days."""
    since, expired = timezone.now() - timedelta(days=settings.DRAFTS_KEPT_DAYS), 0
    while some := actions.expire_drafts(since=since):
        expired += some
    return {"expired": expired}
