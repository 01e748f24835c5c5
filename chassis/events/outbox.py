"""Publishing: rows of the outbox, written in the transaction of what they tell."""

from typing import Any

import msgspec
from django.db import connection

from chassis.events.event import Event
from chassis.ids import uuid7
from chassis.observability.context import origin

LARGEST = 65_536  # bytes of an event's data; the table has a limit too

_encoder = msgspec.json.Encoder()
_INSERT = """
    INSERT INTO events_outboxevent (event_id, type, subject, version, data, origin)
    SELECT event_id, type, subject, version, data, %s::jsonb
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::int[], %s::jsonb[])
        WITH ORDINALITY AS given (event_id, type, subject, version, data, number)
    ORDER BY number
"""


def publish(*events: Event) -> None:
    """Write events in the caller's transaction; they are sent after its commit."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() needs the transaction of the change that it tells of.")
    if not events:
        return
    columns: tuple[list[Any], ...] = (
        [str(uuid7()) for _ in events],
        [event.type for event in events],
        [str(getattr(event, event.subject)) for event in events],
        [event.version for event in events],
        [_data(event) for event in events],
    )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [_encoder.encode(origin()).decode(), *columns])


def _data(event: Event) -> str:
    data = _encoder.encode(event)
    if len(data) > LARGEST:
        raise ValueError(f"{event.type} has {len(data)} bytes: events are ids and values only.")
    return data.decode()
