"""Reading streams as a group. All processes of a service read as one consumer.

Only the one that holds the service's lock reads, so what is pending was left by a predecessor that
did not live to acknowledge it.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from redis.exceptions import ResponseError

from chassis.events.names import FIELD, head_key
from chassis.events.streams import redis
from chassis.observability import log

AT_ONCE = 500
MOST_COUNTED = 10_000
READER = "one"
LACKS = f"The entry has no field `{FIELD}`."


@dataclass(frozen=True)
class Entry:
    """One entry of a stream, as it came."""

    stream: str
    id: str
    body: bytes
    lacks: str = ""  # a sentence, if it is not even an entry as the relay writes them


@dataclass(frozen=True)
class Delivery:
    """What a group was given."""

    left: list[Entry] = field(default_factory=list)  # given before, and never acknowledged
    new: list[Entry] = field(default_factory=list)
    fresh_at: Mapping[str, datetime] = field(default_factory=dict)  # of streams read to their end
    tails: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, list[str]] = field(default_factory=dict)  # to be acknowledged

    def __bool__(self) -> bool:
        return any(self.ids.values())


class Reader:
    """A group's view of some streams."""

    def __init__(self, group: str, streams: Sequence[str]) -> None:
        self.group = group
        self.streams = streams
        self._rung: dict[str, str] = dict.fromkeys(streams, "0-0")

    def read(self) -> Delivery:
        """Return what was left, else what is new. A group that is not there begins at the start."""
        if not self.streams:
            return Delivery()
        try:
            return self._read()
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
        self._begin()
        return self._read()

    def _read(self) -> Delivery:
        every: dict[Any, Any] = dict.fromkeys(self.streams, "0")
        left = _by_stream(redis().xreadgroup(self.group, READER, every, AT_ONCE))
        # Nothing new before all that was left is settled: it would overtake what is not given yet.
        settled = [stream for stream in self.streams if not left.get(stream)]
        pipe = redis().pipeline()  # one step: what the heads speak of is still there to be read
        for stream in self.streams:
            pipe.get(head_key(stream))
        for stream in self.streams:
            pipe.xrevrange(stream, count=1)
        if settled:
            pipe.xreadgroup(self.group, READER, dict.fromkeys(settled, ">"), AT_ONCE)
        answers, count = pipe.execute(), len(self.streams)
        heads = dict(zip(self.streams, answers[:count], strict=True))
        tails = dict(zip(self.streams, answers[count : 2 * count], strict=True))
        new = _by_stream(answers[-1]) if settled else {}
        return self._delivery(heads, tails, left, new)

    def _delivery(self, heads: Any, tails: Any, left: Any, new: Any) -> Delivery:
        given = {stream: [*left.get(stream, ()), *new.get(stream, ())] for stream in self.streams}
        whole = [
            stream
            for stream in self.streams
            if not left.get(stream) and len(new.get(stream, ())) < AT_ONCE
        ]
        known = {stream: tail[0][0].decode() for stream, tail in tails.items() if tail}
        self._rung.update({stream: known[stream] for stream in whole if stream in known})
        return Delivery(
            left=entries(left),
            new=entries(new),
            fresh_at={
                stream: datetime.fromisoformat(heads[stream].decode())
                for stream in whole
                if heads[stream]
            },
            tails=known,
            ids={stream: [id.decode() for id, _ in rows] for stream, rows in given.items()},
        )

    def _begin(self) -> None:
        for stream in self.streams:
            try:
                redis().xgroup_create(stream, self.group, id="0", mkstream=True)
                log.info("group_begun", stream=stream, group=self.group)
            except ResponseError as error:
                if not str(error).startswith("BUSYGROUP"):
                    raise

    def acknowledge(self, delivery: Delivery) -> None:
        """Say that all of a delivery is taken care of."""
        pipe = redis().pipeline(transaction=False)
        for stream, ids in delivery.ids.items():
            if ids:
                pipe.xack(stream, self.group, *ids)
        pipe.execute()

    def wait(self, seconds: float) -> None:
        """Sleep until a stream grows, at most so long. It reads nothing on behalf of the group."""
        if not self.streams:
            time.sleep(seconds)
            return
        ids: dict[Any, Any] = dict(self._rung)
        rings: Any = redis().xread(ids, 1, int(seconds * 1000) or 1)
        for stream, rows in rings:
            self._rung[stream.decode()] = rows[-1][0].decode()


def _by_stream(answer: Any) -> dict[str, list[tuple[bytes, Any]]]:
    return {stream.decode(): rows for stream, rows in answer or ()}


def entries(found: Mapping[str, Iterable[tuple[bytes, Any]]]) -> list[Entry]:
    """Return the entries of some streams; one that is no event becomes garbage, not an error."""
    whole = []
    for stream, rows in found.items():
        for id, fields in rows:
            if fields:
                body = fields.get(FIELD.encode())
                lacks = "" if body is not None else LACKS
                body = repr(fields).encode() if body is None else body
                whole.append(Entry(stream, id.decode(), body, lacks))
            else:  # trimmed by hand before it was read: the producer can publish it again
                log.error("entry_is_gone", stream=stream, entry_id=id.decode())
    return whole


def oldest_at(stream: str) -> datetime | None:
    """Return when the oldest entry that a stream holds was appended, by Redis's clock."""
    rows: Any = redis().xrange(stream, count=1)
    return _at(rows[0][0]) if rows else None


def _at(id: bytes) -> datetime:
    return datetime.fromtimestamp(int(id.partition(b"-")[0]) / 1000, UTC)


def lag(stream: str, last_id: str) -> int:
    """Return how many entries wait after an id, counting no further than some thousands."""
    count = "return #redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])"
    return int(redis().eval(count, 1, stream, last_id, MOST_COUNTED))
