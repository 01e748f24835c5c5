"""This service's part of a request's way."""

from typing import Any

from django.conf import settings

from chassis.observability import context
from chassis.operations.trace import events, flows, history, jobs, letters, requests
from chassis.operations.trace.steps import Step

SOURCES = (
    requests.steps,
    history.steps,
    events.told,
    events.applied,
    letters.steps,
    jobs.steps,
    flows.steps,
)


def can_be_id(text: str) -> bool:
    """Tell whether a request can have had this id."""
    return context.accept_or_mint(text) == text


def steps(request_id: str) -> list[Step]:
    """Return every step that this service's database knows of, in the order of time."""
    found = [step for source in SOURCES for step in source(request_id)]
    return sorted(found, key=lambda step: step.at)


def document(request_id: str) -> dict[str, Any]:
    """Return the part as other services and programs get it."""
    own = [step.document() for step in steps(request_id)]
    return {"service": settings.SERVICE, "request_id": request_id, "steps": own}
