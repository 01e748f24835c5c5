"""When a request came to the gateway and to this service, as its events and jobs remember."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KT

from chassis.events.models import OutboxEvent
from chassis.jobs.models import Job
from chassis.operations.trace.steps import Step

MOST = 20


def steps(request_id: str) -> Iterator[Step]:
    """Yield a step for each request under this id that left an event or a job."""
    seen = set()
    for origin in _origins(request_id):
        received = origin.get("received_at", "")
        # What an event or a job caused came by no request of its own.
        if received and not origin.get("caused_by") and received not in seen:
            seen.add(received)
            yield from _steps(origin)


def _origins(request_id: str) -> Iterable[Mapping[str, Any]]:
    events = OutboxEvent.objects.alias(request=KT("origin__request_id")).filter(request=request_id)
    yield from events.order_by("position").values_list("origin", flat=True)[:MOST]
    jobs = Job.objects.filter(request_id=request_id).order_by("created_at")
    yield from jobs.values_list("origin", flat=True)[:MOST]


def _steps(origin: Mapping[str, Any]) -> Iterator[Step]:
    received = datetime.fromisoformat(origin["received_at"])
    text = f"{origin.get('method', '')} {origin.get('path', '')}".strip()
    waited = None
    if sent := origin.get("gateway_at"):
        at = datetime.fromisoformat(sent)
        waited = received - at
        yield Step(at=at, kind="gateway", text=text)
    details = {"actor": origin.get("actor", "")}
    yield Step(at=received, kind="request", text=text, waited=waited, details=details)
