"""The verbs that write down what is to be sent: an event, once for each webhook that wants it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from chassis.events import Envelope
from chassis.events.wire import encode
from chassis.ids import uuid7
from chassis.jobs import enqueue
from chassis.jobs.models import Priority
from tasks_service.hooks import errors
from tasks_service.hooks.events import PING
from tasks_service.hooks.models import Delivery, Webhook

TOLD_OF_ITS_ORIGIN = ("request_id", "actor")


class Fact(NamedTuple):
    """An event as it came."""

    data: Mapping[str, Any]
    about: Envelope


@transaction.atomic(savepoint=False)
def take_down(*, facts: Sequence[Fact], at: datetime) -> int:
    """Write down what the webhooks are to be told; return how much. Repeats add nothing."""
    webhooks = list(Webhook.objects.on().order_by("pk"))
    wanted = [
        (webhook, fact)
        for fact in facts
        for webhook in webhooks
        if fact.about.type in webhook.event_types and fact.about.at >= webhook.created_at
    ]
    if not wanted:
        return 0
    known = Delivery.objects.filter(event_id__in=[fact.about.id for _, fact in wanted])
    told = set(known.values_list("webhook_id", "event_id"))
    new = [pair for pair in wanted if (pair[0].pk, pair[1].about.id) not in told]
    return _send([_delivery(webhook, fact, at) for webhook, fact in new])


@transaction.atomic(savepoint=False)
def ping(*, webhook: Webhook, by: Caller, at: datetime) -> Delivery:
    """Send an event that says nothing, to see whether it arrives."""
    if not webhook.is_active:
        raise errors.WebhookIsOff
    about = Envelope(
        id=uuid7(),
        source=settings.SERVICE,
        type=PING,
        subject=str(webhook.pk),
        version=webhook.version,
        position=0,
        at=at,
        origin={"actor": by.id},
    )
    delivery = _delivery(webhook, Fact({"webhook_id": str(webhook.pk)}, about), at)
    _send([delivery])
    return delivery


def ring_for(delivery: Delivery) -> None:
    """Have a worker send it when it is due. People are told first: it may take its time."""
    enqueue(
        "hooks.deliver",
        by=Caller(id=settings.SERVICE, kind="service"),
        key=f"webhook:{delivery.pk}:{delivery.version}",
        priority=Priority.LOW,
        after=delivery.next_at,
        delivery=str(delivery.pk),
    )


def _send(deliveries: Iterable[Delivery]) -> int:
    rows = Delivery.objects.bulk_create(deliveries)
    for row in rows:
        ring_for(row)
    return len(rows)


def _delivery(webhook: Webhook, fact: Fact, at: datetime) -> Delivery:
    kept = {name: fact.about.origin.get(name, "") for name in TOLD_OF_ITS_ORIGIN}
    about = replace(fact.about, origin={name: text for name, text in kept.items() if text})
    body = encode(about, json.dumps(fact.data, ensure_ascii=False)).decode()
    event = {"event_id": about.id, "type": about.type, "body": body}
    return Delivery(webhook=webhook, next_at=at, **event)
