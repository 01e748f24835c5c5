"""Take words out of this service's stream: what told of them is told again without them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from chassis.events.models import OutboxEvent
from chassis.events.models.outbox import CHANNEL
from chassis.events.names import FIELD, stream_of
from chassis.events.streams import redis
from chassis.privacy.words import Erasure

AT_ONCE = 500


def sweep(erasure: Erasure) -> int:
    """Delete the entries that say more than their rows do by now; return how many.

    The relay sends those rows anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    stream, count = stream_of(settings.SERVICE), 0
    for entries in _pages(stream):
        if old := _old(entries, erasure):
            count += int(redis().xdel(stream, *old))
    return count


def _old(entries: list[Any], erasure: Erasure) -> list[bytes]:
    told = {id: _told(fields) for id, fields in entries}
    ids = [event["id"] for event in told.values()]
    now = dict(OutboxEvent.objects.filter(event_id__in=ids).values_list("event_id", "data"))
    return [id for id, event in told.items() if _differs(event, now, erasure)]


def _differs(event: dict[str, Any], now: Mapping[UUID, Any], erasure: Erasure) -> bool:
    text = json.dumps(event, ensure_ascii=False)
    is_kept = UUID(event["id"]) in now
    return erasure.rid(text) != text or (is_kept and event["data"] != now[UUID(event["id"])])


def _told(fields: dict[bytes, bytes]) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(fields[FIELD.encode()])
    return event


def _pages(stream: str) -> Iterator[list[Any]]:
    after = "-"
    while page := redis().xrange(stream, min=after, count=AT_ONCE):
        entries: list[Any] = page
        yield entries
        after = f"({entries[-1][0].decode()}"
