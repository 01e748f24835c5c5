"""Which policies gear is lent by, and when that fits what is free."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Literal
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
    return list(_read(found))


def policies_of_each(
    noun: Literal["asset", "product"],
    ids: Collection[UUID],
    *,
    places: Collection[UUID] | None = None,
) -> Mapping[UUID, Collection[Policy]]:
    """Return the policies of some assets, or of all that can be lent of some products, by id.

    Of those that belong to some places, if these are told.
    """
    where = None if places is None else array(places)
    words = [array(ids), array(KEPT_BACK if noun == "product" else ()), where, where]
    found = [(of, policy) for of, policy in run(_OF_EACH[noun], words) if policy]
    policies = {policy.pk: policy for policy in _read({policy for _, policy in found})}
    rules: dict[UUID, list[Policy]] = {pk: [] for pk in ids}
    for of, policy in found:
        rules[of].append(policies[policy])
    return rules


def _read(ids: Collection[UUID]) -> Iterable[Policy]:
    if not ids:
        return ()
    rows = Policy.objects.select_related("location").with_closed_days()
    return rows.filter(pk__in=ids).order_by("pk")


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


_POLICY = """(
    SELECT policy.id
    FROM lending_policy AS policy
    LEFT JOIN gear_location AS place ON place.id = policy.location_id
    WHERE policy.location_id IS NULL OR policy.location_id = home.id
       OR policy.location_id = ANY(home.ancestors)
    ORDER BY cardinality(place.ancestors) DESC NULLS LAST
    LIMIT 1
)"""

_POLICIES = f"""
    SELECT DISTINCT {_POLICY} AS id
    FROM gear_asset AS asset
    LEFT JOIN gear_location AS home ON home.id = coalesce(asset.home_location_id, asset.location_id)
    WHERE EXISTS (SELECT FROM lending_policy) AND (
        asset.id = ANY(%s::uuid[])
        OR (asset.product_id = ANY(%s::uuid[]) AND asset.status <> ALL(%s::text[]))
    )
"""  # noqa: S608


def _of_each(column: str) -> str:
    return f"""
        SELECT DISTINCT lent.of, {_POLICY} AS id
        FROM (
            SELECT DISTINCT {column} AS of, coalesce(home_location_id, location_id) AS place
            FROM gear_asset
            WHERE EXISTS (SELECT FROM lending_policy)
              AND {column} = ANY(%s::uuid[]) AND status <> ALL(%s::text[]) AND (
                  %s::uuid[] IS NULL OR coalesce(home_location_id, location_id) = ANY(%s::uuid[])
              )
        ) AS lent
        LEFT JOIN gear_location AS home ON home.id = lent.place
    """  # noqa: S608


_OF_EACH = {"asset": _of_each("id"), "product": _of_each("product_id")}
