"""When assets are promised or out, and when they are free.

Whoever asks for what is taken asks this and no more: it is what many do at once.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from chassis.defaults import WIRE_DATETIME
from chassis.postgres.statements import run

Told = list[dict[str, str]]


def wire(at: datetime) -> str:
    """Return a moment as answers say it."""
    return at.astimezone(UTC).strftime(WIRE_DATETIME)


def clashes(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> Told:
    """Return what keeps some of the assets at that time; `own` holds are in nobody's way."""
    found = run(_CLASHES, [_array(ids), _array(own), ends_at, starts_at])
    return [
        {"asset": str(asset), "tag": tag, "from": wire(begin), "to": wire(end)}
        for asset, tag, begin, end in found
    ]


def next_free(
    ids: Collection[UUID], length: timedelta, *, after: datetime, own: Collection[int]
) -> Told:
    """Return when all of the assets are free next for so long: always when something ends."""
    asked = _array(ids), _array(own)
    begins = run(_NEXT_FREE, [*asked, after, *asked, length])
    return [{"from": wire(begin), "to": wire(begin + length)} for (begin,) in begins]


def _array(values: Collection[object]) -> str:
    """Return values as PostgreSQL writes an array; the statement says of what."""
    return f"{{{','.join(map(str, values))}}}"


_CLASHES = """
    SELECT hold.asset_id, asset.tag, hold.starts_at, hold.ends_at
    FROM lending_hold AS hold JOIN gear_asset AS asset ON asset.id = hold.asset_id
    WHERE hold.asset_id = ANY(%s::uuid[]) AND hold.id <> ALL(%s::bigint[])
      AND hold.starts_at < %s::timestamptz AND hold.ends_at > %s::timestamptz
    ORDER BY hold.starts_at, asset.tag
    LIMIT 100
"""

_NEXT_FREE = """
    SELECT DISTINCT hold.ends_at
    FROM lending_hold AS hold
    WHERE hold.asset_id = ANY(%s::uuid[]) AND hold.id <> ALL(%s::bigint[])
      AND hold.ends_at > %s::timestamptz
      AND NOT EXISTS (
          SELECT FROM lending_hold AS next
          WHERE next.asset_id = ANY(%s::uuid[]) AND next.id <> ALL(%s::bigint[])
            AND next.ends_at > hold.ends_at AND next.starts_at < hold.ends_at + %s::interval
      )
    ORDER BY hold.ends_at
    LIMIT 3
"""
