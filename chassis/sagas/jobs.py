"""The doors of background work on flows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from chassis.jobs import Progress, job, schedule
from chassis.observability import context
from chassis.sagas import running, sweeping


@job("sagas.advance")
def advance(progress: Progress, *, saga: str, **_: object) -> None:
    """Go on with a flow."""
    context.bind(saga=saga)
    running.run(UUID(saga))


@schedule(every=timedelta(minutes=5))
@job("sagas.sweep")
def sweep(progress: Progress, **_: object) -> dict[str, Any]:
    """Go on with flows whose job was lost, and look after those that wait."""
    return {"woken": sweeping.sweep()}


@schedule(every=timedelta(days=1), offset=timedelta(hours=3, minutes=40))
@job("sagas.forget_old")
def forget_old(progress: Progress, **_: object) -> dict[str, Any]:
    """Forget flows that are over for a year, and receipts that nobody can ask for any more."""
    at = timezone.now()
    return {"sagas": sweeping.forget_sagas(at=at), "receipts": sweeping.forget_receipts(at=at)}
