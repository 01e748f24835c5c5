"""Publishing: rows of the outbox, written in the transaction of what they tell."""

from typing import Any

import msgspec
from django.db import connection

from chassis.events.event import Event
from chassis.ids import uuid7
from chassis.observability.context import origin
from chassis.postgres.statements import later

LARGEST = 65_536  # bytes of an event's data; the table has a limit too

_encoder = msgspec.json.Encoder()
_INSERT = """
    INSERT INTO events_outboxevent (event_id, type, subject, version, data, origin)
    SELECT event_id, type, subject, version, data, %s::jsonb
    FROM ROWS FROM (
        json_to_recordset(%s::json)
        AS (event_id uuid, type text, subject text, version int, data jsonb)
    ) WITH ORDINALITY AS given (event_id, type, subject, version, data, number)
    ORDER BY number
"""


def publish(*events: Event) -> None:
    """Write events in the caller's transaction; they are sent after its commit."""
    if not connection.in_atomic_block:
        raise RuntimeError("publish() needs the transaction of the change that it tells of.")
    if events:
        later(_INSERT, [_json(origin()), _json([_row(event) for event in events])])


def _row(event: Event) -> dict[str, Any]:
    return {
        "event_id": uuid7(),
        "type": event.type,
        "subject": str(getattr(event, event.subject)),
        "version": event.version,
        "data": msgspec.Raw(_data(event).encode()),
    }


def _data(event: Event) -> str:
    data = _encoder.encode(event)
    if len(data) > LARGEST:
        raise ValueError(f"{event.type} has {len(data)} bytes: events are ids and values only.")
    return data.decode()


def _json(value: Any) -> str:
    return _encoder.encode(value).decode()
