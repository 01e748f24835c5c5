"""The relay: it sends what waits in the outbox to this service's stream in Redis.

It marks rows as sent and never remembers a position: an event with a lower one may commit later.
Sending twice is harmless, for inboxes drop repeats; so what is not surely sent is sent again.
Only what is repeated on purpose is gone through by position: no row joins those already sent.
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

_SELECT = """
    SELECT position, event_id, type, subject, version, data::text, at, origin::text
    FROM events_outboxevent """
_WAITING = f"{_SELECT} WHERE sent_at IS NULL ORDER BY position LIMIT %s"
_AGAIN = f"""
    {_SELECT} WHERE position > %s AND position <= %s AND sent_at IS NOT NULL
    ORDER BY position LIMIT %s
"""
_SENT = "UPDATE events_outboxevent SET sent_at = clock_timestamp() WHERE position = ANY(%s)"


def send() -> int:
    """Send what is to be sent again, else the oldest waiting events; return how many.

    All of it is one transaction: whatever fails, or freezes, leaves the rows waiting.
    """
    with transaction.atomic():
        began_at = lock("relay")
        if began_at is None:
            return 0  # another relay is at it
        heads = StreamHead.objects.select_for_update()
        head, _ = heads.get_or_create(stream=stream_of(settings.SERVICE))
        rows = _again(head) if head.to_send_again else _waiting()
        # All that was committed before this transaction began is among these rows, or sent.
        is_all = not head.to_send_again and len(rows) < AT_ONCE
        caught_up_at = began_at if is_all else None
        last_id = append(head, [_event(row) for row in rows], caught_up_at=caught_up_at)
        if last_id is None:
            begin_anew(head)
            return 1  # there is more to do at once
        _remember(head, last_id, [row[0] for row in rows])
        return len(rows)


def _waiting() -> list[tuple]:
    return _rows(_WAITING, AT_ONCE)


def _again(head: StreamHead) -> list[tuple]:
    return _rows(_AGAIN, head.resend_from, head.resend_to, AT_ONCE)


def _rows(statement: str, *parameters: int | None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
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
    if head.to_send_again:
        is_over = len(positions) < AT_ONCE or positions[-1] == head.resend_to
        head.resend_from = None if is_over else positions[-1]
        head.resend_to = None if is_over else head.resend_to
    elif positions:
        with connection.cursor() as cursor:
            cursor.execute(_SENT, [list(positions)])
    else:
        return
    head.last_id = last_id
    head.save(update_fields=["last_id", "resend_from", "resend_to"])
