"""Trimming a stream: what every group has applied goes, and nothing that one has still to read."""

from chassis.events.streams import redis

# The oldest entry that some group needs: its first unacknowledged one, or else the last one that
# it was given. In one step, so that no group can begin in between. No groups: nothing goes.
_TRIM = """
local function less(a, b)
    local ams, aseq = string.match(a, '^(%d+)-(%d+)$')
    local bms, bseq = string.match(b, '^(%d+)-(%d+)$')
    ams, aseq, bms, bseq = tonumber(ams), tonumber(aseq), tonumber(bms), tonumber(bseq)
    return ams < bms or (ams == bms and aseq < bseq)
end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local needed = false
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local facts = {}
    for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
    local first = facts['last-delivered-id']
    if facts['pending'] > 0 then first = redis.call('XPENDING', KEYS[1], facts['name'])[2] end
    if not needed or less(first, needed) then needed = first end
end
if not needed then return 0 end
return redis.call('XTRIM', KEYS[1], 'MINID', '=', needed)
"""


def trim(stream: str) -> int:
    """Drop the entries of a stream that all groups are done with, and return how many."""
    return int(redis().eval(_TRIM, 1, stream))  # type: ignore[arg-type]
