"""Which policies gear is lent by, and when that fits what is free."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from catalog_service.lending.models import KEPT_BACK, Policy
from catalog_service.lending.selectors.times import Told, array, wire
from chassis.postgres.statements import run

MOST_DAYS = 14  # how far a free time is put off until both of its ends are at opening hours


def policies_of(ids: Collection[UUID], products: Collection[UUID]) -> list[Policy]:
    """Return the policies of some assets, and of all that can be lent of some products.

    Of an asset it is the one of the place that it belongs to, or else of what that is inside of.
    """
    found = [pk for (pk,) in run(_POLICIES, [array(ids), array(products), array(KEPT_BACK)]) if pk]
    if not found:
        return []
    rows = Policy.objects.select_related("location").with_closed_days()
    return list(rows.filter(pk__in=found).order_by("pk"))


def fitting(
    free: Iterable[datetime],
    length: timedelta,
    rules: Collection[Policy],
    is_free: Callable[[datetime], bool],
) -> Told:
    """Return three times of a length from the given moments on at which all are open."""
    found: list[datetime] = []
    for moment in free:
        begin = next(_open(moment, length, rules), None)
        if begin and begin not in found and (begin == moment or is_free(begin)):
            found.append(begin)
    return [{"from": wire(begin), "to": wire(begin + length)} for begin in found[:3]]


def _open(moment: datetime, length: timedelta, rules: Collection[Policy]) -> Iterator[datetime]:
    """Yield when all are open, and again when it ends, from a moment on."""
    begin: datetime | None = moment
    for _ in range(MOST_DAYS):
        for rule in rules:
            begin = begin and rule.next_open(begin)
        if begin is None:
            return
        if all(rule.is_open(begin) and rule.takes_back(begin + length) for rule in rules):
            yield begin
        begin += timedelta(days=1)


_POLICIES = """
    SELECT DISTINCT (
        SELECT policy.id
        FROM lending_policy AS policy
        LEFT JOIN gear_location AS place ON place.id = policy.location_id
        WHERE policy.location_id IS NULL OR policy.location_id = home.id
           OR policy.location_id = ANY(home.ancestors)
        ORDER BY cardinality(place.ancestors) DESC NULLS LAST
        LIMIT 1
    ) AS id
    FROM gear_asset AS asset
    LEFT JOIN gear_location AS home ON home.id = coalesce(asset.home_location_id, asset.location_id)
    WHERE EXISTS (SELECT FROM lending_policy) AND (
        asset.id = ANY(%s::uuid[])
        OR (asset.product_id = ANY(%s::uuid[]) AND asset.status <> ALL(%s::text[]))
    )
"""
