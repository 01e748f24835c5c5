"""The verbs of flows: begin one, wake those that wait, try again, go back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chassis.auth import Caller
from chassis.events import publish
from chassis.jobs import enqueue
from chassis.observability.context import request_id
from chassis.sagas import errors, flows
from chassis.sagas.events import SagaStarted
from chassis.sagas.models import OVER, Moment, Saga, Status

ADVANCE = "sagas.advance"
SOON = timedelta(minutes=2)  # a job that has not come by then was lost


@transaction.atomic(savepoint=False)
def start(
    name: str,
    /,
    *,
    subject: UUID | str,
    by: Caller,
    at: datetime,
    person: UUID | None = None,
    told: Mapping[str, Any] | None = None,
) -> Saga:
    """Begin a flow, unless one about the same is open: that is returned then.

    What it is told is kept and shown: ids, and no names.
    """
    flow = flows.newest(name)
    new = Saga(
        flow=flow.name,
        flow_version=flow.version,
        subject=str(subject),
        person=person,
        told=dict(told or {}),
        owner=by.id,
        request_id=request_id(),
        due_at=at + SOON,
    )
    kept = _only_one(new)
    if kept.id == new.id:
        note(kept, "started", at=at, by=by)
        publish(SagaStarted.of(kept))
        go_on(kept)
    return kept


def wake(*on: str) -> None:
    """Have what waits for these, or is about these and waits, look again. No row is locked."""
    waiting = Saga.objects.filter(status=Status.RUNNING).exclude(waits_on="")
    for saga in waiting.filter(Q(waits_on__in=on) | Q(subject__in=on)):
        enqueue(ADVANCE, by=Caller(id=saga.owner), saga=str(saga.id))


@transaction.atomic(savepoint=False)
def retry(*, saga: Saga, by: Caller, at: datetime) -> Saga:
    """Go on at once with what needs somebody, or waits for its next try."""
    saga = _steered(saga, by)
    if saga.status == Status.NEEDS_ATTENTION:
        saga.status = Status.COMPENSATING if saga.goes_back else Status.RUNNING
        saga.error = saga.error if saga.goes_back else None
    saga.attempts, saga.due_at = 0, at + SOON
    note(saga, "retried", at=at, by=by)
    return go_on(saga)


@transaction.atomic(savepoint=False)
def abort(*, saga: Saga, by: Caller, at: datetime) -> Saga:
    """Give it up: what was done is taken back, if there is still a way back."""
    saga = _steered(saga, by)
    known = flows.flows.get((saga.flow, saga.flow_version))
    if known and known.is_past_pivot(saga.position):
        raise errors.NoWayBack
    if not saga.goes_back:
        saga.error = {"code": "aborted", "detail": "Somebody gave it up.", "step": ""}
    saga.status, saga.goes_back = Status.COMPENSATING, True
    saga.attempts, saga.due_at, saga.waits_on = 0, at + SOON, ""
    saga.fence += 1  # an answer that is still under way does not count any more
    note(saga, "aborted", at=at, by=by)
    return go_on(saga)


def go_on(saga: Saga, *, after: datetime | None = None) -> Saga:
    """Have a job go on with it, at once or from a moment on; save it."""
    saga.job = enqueue(ADVANCE, by=Caller(id=saga.owner), after=after, saga=str(saga.id))
    saga.save()
    return saga


def note(saga: Saga, what: str, *, at: datetime, by: Caller | None = None, **words: str) -> None:
    """Add a line to the timeline."""
    Moment.objects.create(saga=saga, what=what, at=at, by=by.id if by else "", **words)


def _steered(saga: Saga, by: Caller) -> Saga:
    if not by.sees_all:
        raise errors.DeskOnly
    row = Saga.objects.select_for_update(no_key=True).get(pk=saga.pk)
    if row.status in OVER:
        raise errors.SagaIsOver
    return row


def _only_one(new: Saga) -> Saga:
    """Write a flow, or return the open one about the same, which may end meanwhile."""
    while True:
        Saga.objects.bulk_create([new], ignore_conflicts=True)
        kept = Saga.objects.open().filter(flow=new.flow, subject=new.subject).first()
        if kept:
            return kept
