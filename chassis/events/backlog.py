"""What this service told in the last seven days, for people: streams forget what all applied."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from chassis.events.envelope import Envelope
from chassis.events.models import OutboxEvent
from chassis.events.wire import encode


def told(*, since: datetime) -> Iterator[bytes]:
    """Yield what was published since a time, the oldest first, whether it is sent or not."""
    for event in OutboxEvent.objects.filter(at__gte=since).order_by("at", "position").iterator():
        yield encode(_about(event), json.dumps(event.data, ensure_ascii=False))


def _about(event: OutboxEvent) -> Envelope:
    return Envelope(
        id=event.event_id,
        source=settings.SERVICE,
        type=event.type,
        subject=event.subject,
        version=event.version,
        position=event.position,
        at=event.at,
        origin=event.origin,
    )
