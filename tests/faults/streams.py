"""Put events into streams by hand, as nobody should: forged, broken, shuffled, repeated."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from tests.faults.databases import events_redis, rows, value
from tests.running import System


def cloud_event(
    producer: str, fact: str, subject: str, version: int, **data: Any
) -> dict[str, Any]:
    """An event as the relay would write it."""
    return {
        "specversion": "1.0",
        "id": str(uuid.uuid4()),
        "source": f"/{producer}",
        "type": f"{producer}.{fact}",
        "subject": subject,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "datacontenttype": "application/json",
        "aggregateversion": version,
        "sequence": f"{version:018}",
        "data": {**data, "version": version},
    }


def add(system: System, producer: str, *bodies: bytes | dict[str, Any]) -> list[str]:
    """Append entries to a producer's stream; return their ids."""
    pipe = events_redis(system).pipeline()
    for body in bodies:
        text = body if isinstance(body, bytes) else json.dumps(body)
        pipe.xadd(f"events:{producer}", {"event": text})
    return [str(entry) for entry in pipe.execute()]


def are_taken(system: System, consumer: str, event_ids: list[str]) -> bool:
    """Tell whether a service has applied all of these events."""
    sql = (
        "SELECT count(*) FROM events_inboxentry "
        "WHERE event_id = ANY(%s::uuid[]) AND applied_at IS NOT NULL"
    )
    return bool(value(system, consumer, sql, [event_ids]) == len(event_ids))


def letters(system: System, consumer: str, entry_ids: list[str]) -> dict[str, str]:
    """How the dead letters of these entries stand, by entry."""
    sql = "SELECT entry_id, status FROM events_deadletter WHERE entry_id = ANY(%s)"
    return dict(rows(system, consumer, sql, [entry_ids]))


def lag(system: System, consumer: str) -> int:
    """How many entries a service has still to read, by Redis's own account."""
    waiting = 0
    redis = events_redis(system)
    for stream in redis.scan_iter("events:*", _type="stream"):
        for group in redis.xinfo_groups(stream):
            if group["name"] == consumer:
                after = f"({group['last-delivered-id']}"
                waiting += group["pending"] + len(redis.xrange(stream, after, "+"))
    return waiting


def discard_letters(system: System, consumer: str, entry_ids: list[str]) -> None:
    """Clear away, so that the next test begins without dead letters."""
    rows(system, consumer, "DELETE FROM events_deadletter WHERE entry_id = ANY(%s)", [entry_ids])
