"""Following streams, for people: it reads on behalf of nobody and changes nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from chassis.events.names import stream_of
from chassis.events.reading import Entry, entries
from chassis.events.streams import redis

BLOCK_MILLISECONDS = 1000
AT_ONCE = 100


def follow(*, service: str = "", since: datetime | None = None) -> Iterator[Entry | None]:
    """Return entries as they come, from a time or from now on; None when there was none lately."""
    begun = _start(since)
    seen: dict[Any, Any] = {}
    while True:
        for stream in _streams(service):
            seen.setdefault(stream, begun)
        found: Any = redis().xread(seen, AT_ONCE, BLOCK_MILLISECONDS) if seen else []
        for stream, rows in found:
            seen[stream.decode()] = rows[-1][0].decode()
        yield from entries({stream.decode(): rows for stream, rows in found})
        yield None


def _start(since: datetime | None) -> str:
    """Return an id before all entries since a time, by the clock that gives the ids."""
    if since:
        return f"{int(since.timestamp() * 1000)}-0"
    seconds, microseconds = redis().time()
    return f"{seconds * 1000 + microseconds // 1000}-0"


def _streams(service: str) -> list[str]:
    if service:
        return [stream_of(service)]
    found = redis().scan_iter(match=stream_of("*"), _type="STREAM")
    return sorted(stream.decode() for stream in found)
