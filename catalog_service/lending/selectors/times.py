"""When assets are promised or out, and when they are free.

Whoever asks for what is taken asks this and no more: it is what many do at once.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from catalog_service.lending.selectors.lendable import IS_LENDABLE
from chassis.defaults import WIRE_DATETIME
from chassis.postgres.statements import later, run

Told = list[dict[str, str]]


def wire(at: datetime) -> str:
    """Return a moment as answers say it."""
    return at.astimezone(UTC).strftime(WIRE_DATETIME)


def clashes(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> tuple[Told, Told, bool]:
    """Return what keeps some of the assets at that time; `own` holds are in nobody's way.

    If something does: also when all of them are free next for so long, always when a hold ends (and
    never while one of them cannot be promised at all); and whether some of it could go to other
    assets of a product.
    """
    asked, length = [array(ids), array(own)], ends_at - starts_at
    words = [*asked, starts_at, array(ids), length, *asked, ends_at, starts_at]
    found = run(_CLASHES, words)
    taken = [
        {"asset": str(asset), "tag": tag, "from": wire(begin), "to": wire(end)}
        for asset, tag, begin, end, *_ in found
    ]
    can_move, begins = found[0][-2:] if found else (False, [])
    free = [{"from": wire(begin), "to": wire(begin + length)} for begin in begins]
    return taken, free, can_move


def wait_for_the_same(ids: Collection[UUID], starts_at: datetime, ends_at: datetime) -> None:
    """Let one at a time go on of those who ask for just these assets at just this time.

    Along with the next statement, and until the transaction ends.
    """
    later(_WAIT, [f"{array(sorted(ids))} {wire(starts_at)} {wire(ends_at)}"])


def lock_if_free(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> None:
    """Lock assets, everybody in one order, in one message with the next statement.

    If they are free at that time: else that statement, or this, breaks the rule of their holds.
    """
    later(_LOCK_IF_FREE, [array(ids), array(own), starts_at, ends_at])


def array(values: Collection[object]) -> str:
    """Return values as PostgreSQL writes an array; the statement says of what."""
    return f"{{{','.join(map(str, values))}}}"


_WAIT = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_LOCK_IF_FREE = "SELECT lending_lock_if_free(%s::uuid[], %s::bigint[], %s, %s)"

# Of each hold: until when all is taken that began before it ended, and when the next one begins.
_NEXT_FREE = f"""
    SELECT ended FROM (
        SELECT max(ends_at) OVER (ORDER BY starts_at, id) AS ended,
               lead(starts_at) OVER (ORDER BY starts_at, id) AS next
        FROM lending_hold
        WHERE asset_id = ANY(%s::uuid[]) AND id <> ALL(%s::bigint[])
          AND ends_at > %s::timestamptz
          AND NOT EXISTS (
              SELECT FROM gear_asset AS asset
              WHERE asset.id = ANY(%s::uuid[]) AND NOT {IS_LENDABLE}
          )
    ) AS taken
    WHERE next IS NULL OR next >= ended + %s::interval
    ORDER BY ended
    LIMIT 3
"""  # noqa: S608

_CLASHES = f"""
    SELECT hold.asset_id, asset.tag, hold.starts_at, hold.ends_at,
           bool_or(hold.product_id IS NOT NULL) OVER (), ARRAY({_NEXT_FREE})
    FROM lending_hold AS hold JOIN gear_asset AS asset ON asset.id = hold.asset_id
    WHERE hold.asset_id = ANY(%s::uuid[]) AND hold.id <> ALL(%s::bigint[])
      AND hold.starts_at < %s::timestamptz AND hold.ends_at > %s::timestamptz
    ORDER BY hold.starts_at, asset.tag
    LIMIT 100
"""  # noqa: S608
