"""Appending to this service's stream: all or nothing, and only while Redis remembers."""

from collections.abc import Sequence
from datetime import datetime

from chassis.events.models import StreamHead
from chassis.events.names import FIELD, epoch_key, head_key
from chassis.events.streams import redis

# KEYS: stream, epoch, head. ARGV: epoch, last known id, caught up at, events. It returns the last
# id of the stream, or nothing if the stream is not the one that we know: wiped, or an old copy.
# The check and the events are one step: nothing can be forgotten between them.
_APPEND = """
local function parts(id)
    local ms, seq = string.match(id, '^(%d+)-(%d+)$')
    return tonumber(ms), tonumber(seq)
end
local last = '0-0'
if redis.call('EXISTS', KEYS[1]) == 1 then
    local info = redis.call('XINFO', 'STREAM', KEYS[1])
    for i = 1, #info, 2 do
        if info[i] == 'last-generated-id' then last = info[i + 1] end
    end
end
if ARGV[2] == '' then
    redis.call('SET', KEYS[2], ARGV[1])
    redis.call('DEL', KEYS[3])
else
    local ms, seq = parts(last)
    local known_ms, known_seq = parts(ARGV[2])
    local behind = ms < known_ms or (ms == known_ms and seq < known_seq)
    if behind or redis.call('GET', KEYS[2]) ~= ARGV[1] then return false end
end
for i = 4, #ARGV do
    last = redis.call('XADD', KEYS[1], '*', '%(field)s', ARGV[i])
end
if ARGV[3] ~= '' then redis.call('SET', KEYS[3], ARGV[3]) end
return last
""".replace("%(field)s", FIELD)


def append(
    head: StreamHead, events: Sequence[bytes], *, caught_up_at: datetime | None
) -> str | None:
    """Append events and return the stream's last id, or None if Redis forgot what was sent."""
    keys = (head.stream, epoch_key(head.stream), head_key(head.stream))
    told = caught_up_at.isoformat() if caught_up_at else ""
    words: list[str | bytes] = [str(head.epoch), head.last_id, told, *events]
    last: bytes | None = redis().eval(_APPEND, len(keys), *keys, *words)
    return last.decode() if last else None
