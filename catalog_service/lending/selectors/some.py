"""How many of a product are free, and when as many as somebody wants."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from catalog_service.lending.selectors.lendable import IS_LENDABLE
from catalog_service.lending.selectors.times import Told, array, wire
from chassis.postgres.statements import run

Counts = Mapping[UUID, int]  # how many of which product


def shortages(
    short: Counts,
    but: Collection[UUID],
    starts_at: datetime,
    ends_at: datetime,
    *,
    own: Collection[int],
) -> Sequence[Mapping[str, Any]]:
    """Return of which products how many are free for the whole time, beside some assets."""
    wanted = {product: count for product, count in short.items() if count}
    when = [array(own), ends_at, starts_at]
    words = [*when, array(but), *when, array(wanted)]
    return [
        {"product": str(pk), "title": title, "wanted": wanted[pk], "free": min(free, wanted[pk])}
        for pk, title, free in run(_FREE, words)
    ]


def in_the_way(
    short: Counts,
    ids: Collection[UUID],
    starts_at: datetime,
    ends_at: datetime,
    own: Collection[int],
) -> Told:
    """Return what keeps some assets at a time, and all assets of some products."""
    products = [product for product, count in short.items() if count]
    words = [array(ids), array(products), array(own), ends_at, starts_at]
    return [
        {"asset": str(asset), "tag": tag, "from": wire(begin), "to": wire(end)}
        for asset, tag, begin, end in run(_IN_THE_WAY, words)
    ]


def next_free_of_some(
    ids: Collection[UUID],
    counts: Counts,
    starts_at: datetime,
    ends_at: datetime,
    *,
    own: Collection[int],
) -> Told:
    """Return when some assets, and some of products, are free next for so long.

    As things are: where others would have to move to make room, it may be free sooner.
    """
    length = ends_at - starts_at
    products, needed = array(counts), array(counts.values())
    words = [
        array(ids),
        products,
        array(own),
        starts_at,
        array(ids),
        array(ids),
        array(own),
        length,
    ]
    words += [products, needed, array(own), length, array(ids), array(own), length]
    return [
        {"from": wire(begin), "to": wire(begin + length)} for (begin,) in run(_NEXT_FREE, words)
    ]


def _homeless(product: str, starts_at: str, ends_at: str) -> str:
    """Say how many promises of a product are kept by assets that cannot be lent: by no other."""
    return f"""(
        SELECT count(*)
        FROM lending_hold AS hold JOIN gear_asset AS asset ON asset.id = hold.asset_id
        WHERE hold.product_id = {product} AND hold.id <> ALL(%s::bigint[]) AND NOT {IS_LENDABLE}
          AND hold.starts_at < {ends_at} AND hold.ends_at > {starts_at}
    )"""  # noqa: S608


_OF_PRODUCT = _homeless("product.id", "%s::timestamptz", "%s::timestamptz")
_FREE = f"""
    SELECT product.id, product.title, greatest(count(asset.id) - {_OF_PRODUCT}, 0)
    FROM gear_product AS product LEFT JOIN gear_asset AS asset
      ON asset.product_id = product.id AND {IS_LENDABLE}
      AND asset.id <> ALL(%s::uuid[])
      AND NOT EXISTS (
          SELECT FROM lending_hold AS hold
          WHERE hold.asset_id = asset.id AND hold.id <> ALL(%s::bigint[])
            AND hold.starts_at < %s::timestamptz AND hold.ends_at > %s::timestamptz
      )
    WHERE product.id = ANY(%s::uuid[])
    GROUP BY product.id, product.title
    ORDER BY product.title, product.id
"""  # noqa: S608

_IN_THE_WAY = """
    SELECT hold.asset_id, asset.tag, hold.starts_at, hold.ends_at
    FROM lending_hold AS hold JOIN gear_asset AS asset ON asset.id = hold.asset_id
    WHERE (asset.id = ANY(%s::uuid[]) OR asset.product_id = ANY(%s::uuid[]))
      AND hold.id <> ALL(%s::bigint[])
      AND hold.starts_at < %s::timestamptz AND hold.ends_at > %s::timestamptz
    ORDER BY hold.starts_at, asset.tag
    LIMIT 100
"""

_OF_NEED = _homeless("need.product", "ended.at", "ended.at + %s::interval")
# Of the next two hundred moments at which something ends.
_NEXT_FREE = f"""
    SELECT ended.at FROM (
        SELECT DISTINCT hold.ends_at AS at
        FROM lending_hold AS hold JOIN gear_asset AS asset ON asset.id = hold.asset_id
        WHERE (asset.id = ANY(%s::uuid[]) OR asset.product_id = ANY(%s::uuid[]))
          AND hold.id <> ALL(%s::bigint[]) AND hold.ends_at > %s::timestamptz
        ORDER BY hold.ends_at
        LIMIT 200
    ) AS ended
    WHERE NOT EXISTS (
        SELECT FROM gear_asset AS asset WHERE asset.id = ANY(%s::uuid[]) AND NOT {IS_LENDABLE}
    ) AND NOT EXISTS (
        SELECT FROM lending_hold AS next
        WHERE next.asset_id = ANY(%s::uuid[]) AND next.id <> ALL(%s::bigint[])
          AND next.ends_at > ended.at AND next.starts_at < ended.at + %s::interval
    ) AND NOT EXISTS (
        SELECT FROM unnest(%s::uuid[], %s::int[]) AS need(product, count)
        WHERE need.count + {_OF_NEED} > (
            SELECT count(*) FROM gear_asset AS asset
            WHERE asset.product_id = need.product AND {IS_LENDABLE}
              AND asset.id <> ALL(%s::uuid[])
              AND NOT EXISTS (
                  SELECT FROM lending_hold AS hold
                  WHERE hold.asset_id = asset.id AND hold.id <> ALL(%s::bigint[])
                    AND hold.ends_at > ended.at
                    AND hold.starts_at < ended.at + %s::interval
              )
        )
    )
    ORDER BY ended.at
    LIMIT 3
"""  # noqa: S608
