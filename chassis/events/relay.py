"""The relay: it sends what waits in the outbox to this service's stream in Redis.

It marks rows as sent and never remembers a position: an event with a lower one may commit later.
Sending twice is harmless, for inboxes drop repeats; so what is not surely sent is sent again.
"""

from collections.abc import Sequence

import msgspec
from django.conf import settings
from django.db import connection, transaction

from chassis.events.appending import append
from chassis.events.envelope import Envelope
from chassis.events.locks import lock
from chassis.events.models import StreamHead
from chassis.events.names import stream_of
from chassis.events.republishing import begin_anew
from chassis.events.wire import encode

AT_ONCE = 500

_WAITING = """
    SELECT position, event_id, type, subject, version, data::text, at, origin::text
    FROM events_outboxevent WHERE sent_at IS NULL ORDER BY position LIMIT %s
"""
_SENT = "UPDATE events_outboxevent SET sent_at = clock_timestamp() WHERE position = ANY(%s)"


def send() -> int:
    """Send the oldest waiting events, and return how many.

    All of it is one transaction: whatever fails, or freezes, leaves the rows waiting.
    """
    with transaction.atomic():
        began_at = lock("relay")
        if began_at is None:
            return 0  # another relay is at it
        head, _ = StreamHead.objects.get_or_create(stream=stream_of(settings.SERVICE))
        rows = _waiting()
        # All that was committed before this transaction began is among these rows, or sent.
        caught_up_at = began_at if len(rows) < AT_ONCE else None
        last_id = append(head, [_event(row) for row in rows], caught_up_at=caught_up_at)
        if last_id is None:
            return begin_anew(head)
        _remember(head, last_id, [row[0] for row in rows])
        return len(rows)


def _waiting() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [AT_ONCE])
        rows: list[tuple] = cursor.fetchall()
    return rows


def _event(row: tuple) -> bytes:
    position, event_id, type, subject, version, data, at, origin = row
    about = Envelope(
        id=event_id,
        source=settings.SERVICE,
        type=type,
        subject=subject,
        version=version,
        position=position,
        at=at,
        origin=msgspec.json.decode(origin),
    )
    return encode(about, data)


def _remember(head: StreamHead, last_id: str, positions: Sequence[int]) -> None:
    if not positions:
        return
    with connection.cursor() as cursor:
        cursor.execute(_SENT, [list(positions)])
    StreamHead.objects.filter(stream=head.stream).update(last_id=last_id)
