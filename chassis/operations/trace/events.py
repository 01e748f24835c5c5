"""The events that a request caused: those told by this service, and those applied here."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.fields.json import KT

from chassis.events.models import InboxEntry, OutboxEvent
from chassis.operations.trace.steps import Step

Ends = tuple[str, str]  # what begins and what ends: of many, the first and the last
MOST = 20  # of one type; of more only their number is told


def told(request_id: str) -> Iterator[Step]:
    """Yield when each event was published and when it was relayed."""
    events = OutboxEvent.objects.alias(request=KT("origin__request_id")).filter(request=request_id)
    for group in _groups(events, "type", first=Min("at"), last=Max("sent_at")):
        if group["count"] > MOST:
            yield from _relayed(_many(group), group["first"], group["last"], {})
            continue
        for event in events.filter(type=group["type"]).order_by("position").defer("data"):
            details = {"id": event.event_id, "subject": event.subject, "version": event.version}
            yield from _relayed((event.type, event.type), event.at, event.sent_at, details)


def _relayed(what: Ends, at: Any, sent_at: Any, details: dict[str, Any]) -> Iterator[Step]:
    waits = "" if sent_at else ", and it waits for the relay"
    yield Step(at=at, kind="event", text=f"published {what[0]}{waits}", details=details)
    if sent_at:
        yield Step(at=sent_at, kind="event", text=f"relayed {what[1]}", waited=sent_at - at)


def applied(request_id: str) -> Iterator[Step]:
    """Yield when each event was received here and when each handler had applied it."""
    entries = InboxEntry.objects.filter(request_id=request_id)
    spans = {"first": Min("received_at"), "last": Max("applied_at"), "told": Min("event_at")}
    for group in _groups(entries, "type", "consumer", **spans):
        if group["count"] > MOST:
            yield from _taken(_many(group), group, {})
            continue
        for entry in entries.filter(type=group["type"], consumer=group["consumer"]):
            span = {"first": entry.received_at, "last": entry.applied_at, "told": entry.event_at}
            details = {"id": entry.event_id, "subject": entry.subject}
            yield from _taken((entry.type, entry.type), {**group, **span}, details)


def _taken(what: Ends, span: dict[str, Any], details: dict[str, Any]) -> Iterator[Step]:
    """Yield one step for what was applied as it came, in one transaction, and else two."""
    received_at, applied_at, by = span["first"], span["last"], span["consumer"]
    waited = _between(span["told"], received_at)
    received, applied = f"received {what[0]} for {by}", f"applied {what[1]} by {by}"
    if applied_at == received_at:
        yield Step(at=applied_at, kind="inbox", text=applied, waited=waited, details=details)
        return
    yield Step(at=received_at, kind="inbox", text=received, waited=waited, details=details)
    if applied_at:
        took = _between(received_at, applied_at)
        yield Step(at=applied_at, kind="inbox", text=applied, took=took)


def _many(group: dict[str, Any]) -> Ends:
    count = f"{group['count']:,} {group['type']}"
    return f"the first of {count}", f"the last of {count}"


def _between(begin: Any, end: Any) -> timedelta:
    """Return the time between two clocks' times: two machines never agree to the microsecond."""
    return max(end - begin, timedelta(0))


def _groups(rows: QuerySet[Any], *by: str, **spans: Any) -> Iterable[dict[str, Any]]:
    return rows.order_by().values(*by).annotate(count=Count("*"), **spans)
