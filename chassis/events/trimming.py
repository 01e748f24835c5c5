"""Trimming a stream: what every group has applied goes, and nothing that one has still to read.

Redis may forget a group, which then begins at the start: the producer remembers who reads, and
trims only while all of them are there.
"""

from typing import Any

from django.db.models.functions import Coalesce, Now
from redis.exceptions import ResponseError

from chassis.events.models import ReadingGroup
from chassis.events.reading import lag
from chassis.events.streams import redis
from chassis.observability import log

# ARGV: the groups that must be there. The oldest entry that some group needs is its first
# unacknowledged one, or else the last one that it was given. All in one step: nothing changes
# between the look and the cut.
_TRIM = """
local function less(a, b)
    local ams, aseq = string.match(a, '^(%d+)-(%d+)$')
    local bms, bseq = string.match(b, '^(%d+)-(%d+)$')
    ams, aseq, bms, bseq = tonumber(ams), tonumber(aseq), tonumber(bms), tonumber(bseq)
    return ams < bms or (ams == bms and aseq < bseq)
end
if #ARGV == 0 or redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local needed, there = false, {}
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local facts = {}
    for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
    there[facts['name']] = true
    local first = facts['last-delivered-id']
    if facts['pending'] > 0 then first = redis.call('XPENDING', KEYS[1], facts['name'])[2] end
    if not needed or less(first, needed) then needed = first end
end
for _, name in ipairs(ARGV) do
    if not there[name] then return 0 end
end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', needed)
"""


def trim(stream: str) -> int:
    """Drop the entries of a stream that all its groups are done with, and return how many."""
    _remember(stream, _groups(stream))
    known = ReadingGroup.objects.filter(stream=stream).values_list("name", flat=True)
    return int(redis().eval(_TRIM, 1, stream, *known))


def _groups(stream: str) -> list[dict[str, Any]]:
    try:
        groups: Any = redis().xinfo_groups(stream)
    except ResponseError:  # there is no stream yet, or no more
        return []
    return [{**group, "name": group["name"].decode()} for group in groups]


def _remember(stream: str, groups: list[dict[str, Any]]) -> None:
    for group in groups:
        behind = lag(stream, group["last-delivered-id"].decode())
        ReadingGroup.objects.update_or_create(
            stream=stream,
            name=group["name"],
            defaults={
                "waiting": group["pending"] + behind,
                "seen_at": Now(),
                "missing_since": None,
            },
        )
    missing = ReadingGroup.objects.filter(stream=stream)
    missing = missing.exclude(name__in=[group["name"] for group in groups])
    for name in missing.filter(missing_since=None).values_list("name", flat=True):
        log.warning("group_is_missing", stream=stream, group=name)
    missing.update(missing_since=Coalesce("missing_since", Now()))
