"""Publishing: rows of the outbox, written in the transaction of what they tell."""

from typing import Any

import msgspec

from chassis.events.event import Event
from chassis.ids import uuid7
from chassis.observability.context import origin
from chassis.postgres.statements import aside, database

LARGEST = 65_536  # bytes of an event's data; the table has a limit too

_encoder = msgspec.json.Encoder()
# Nearly always it is one, which costs PostgreSQL half of what a list of one does.
_INSERT_ONE = """
    INSERT INTO events_outboxevent (event_id, type, subject, version, data, origin)
    VALUES (%s, %s, %s, %s, %s, %s)
"""
_INSERT = """
    INSERT INTO events_outboxevent (event_id, type, subject, version, data, origin)
    SELECT event_id::uuid, type, subject, version, data::jsonb, %s::jsonb
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::int[], %s::text[])
        WITH ORDINALITY AS given (event_id, type, subject, version, data, number)
    ORDER BY number
"""
Row = tuple[str, str, str, int, str]


def publish(*events: Event) -> None:
    """Write events in the caller's transaction; they are sent after its commit."""
    if not database().in_atomic_block:
        raise RuntimeError("publish() needs the transaction of the change that it tells of.")
    if len(events) == 1:
        aside(_INSERT_ONE, [*_row(events[0]), _json(origin())])
    elif events:
        aside(_INSERT, [_json(origin()), *map(list, zip(*map(_row, events), strict=True))])


def _row(event: Event) -> Row:
    subject = str(getattr(event, event.subject))
    return str(uuid7()), event.type, subject, event.version, _data(event)


def _data(event: Event) -> str:
    data = _encoder.encode(event)
    if len(data) > LARGEST:
        raise ValueError(f"{event.type} has {len(data)} bytes: events are ids and values only.")
    return data.decode()


def _json(value: Any) -> str:
    return _encoder.encode(value).decode()
