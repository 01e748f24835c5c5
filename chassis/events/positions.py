"""How far this service has read each stream, for status pages and for the age of projections."""

from collections.abc import Container

from django.db import connection

from chassis.events.reading import Delivery, Reader
from chassis.events.reading import lag as lag_after

_WRITE = """
    INSERT INTO events_consumerposition (stream, "group", last_id, lag, checked_at, fresh_at)
    VALUES (%s, %s, %s, %s, clock_timestamp(), %s)
    ON CONFLICT (stream, "group") DO UPDATE SET
        last_id = COALESCE(NULLIF(excluded.last_id, ''), events_consumerposition.last_id),
        lag = excluded.lag, checked_at = excluded.checked_at,
        fresh_at = COALESCE(excluded.fresh_at, events_consumerposition.fresh_at)
"""


def remember(reader: Reader, delivery: Delivery, unsettled: Container[str]) -> None:
    """Write down how far the reader came with this delivery.

    Where an event is still retried, what is applied is not all that was committed. At the end of a
    stream whose producer has not said that it sent everything, nobody knows what is still to come.
    """
    rows = []
    for stream in reader.streams:
        ids = delivery.ids.get(stream, [])
        last_id = ids[-1] if ids else delivery.tails.get(stream, "")
        lag = 0 if stream in delivery.fresh_at else lag_after(stream, last_id or "0") or None
        fresh_at = None if stream in unsettled else delivery.fresh_at.get(stream)
        rows.append((stream, reader.group, last_id, lag, fresh_at))
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, rows)
