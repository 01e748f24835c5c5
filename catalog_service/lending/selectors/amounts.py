"""How many of products or of kits are free, from when to when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from catalog_service.gear.models import Product
from catalog_service.lending.models import Kit, Policy
from catalog_service.lending.selectors.lendable import IS_LENDABLE
from catalog_service.lending.selectors.policies import policies_of_each
from catalog_service.lending.selectors.spans import Span, longest_buffer, opened
from catalog_service.lending.selectors.times import array
from chassis.postgres.statements import run

Counts = Mapping[UUID, int]  # how many of which product


@dataclass(frozen=True)
class Amount(Span):
    """How many are free from a moment on, until before another."""

    free: int


@dataclass(frozen=True)
class Amounts(Span):
    """How many are free within a time: for the whole of it, and as it goes."""

    id: UUID
    name: str
    total: int
    throughout: int
    overdue: int
    time_zones: Collection[str]  # in which the opening hours are meant
    open: Sequence[Span]
    spans: Sequence[Amount]


@dataclass(frozen=True)
class Shelf:
    """What there is of some products, and when which assets are taken."""

    total: Counts
    taken: Mapping[UUID, Sequence[tuple[UUID, Span]]]
    overdue: Counts
    rules: Mapping[UUID, Collection[Policy]]


def amounts(
    things: Sequence[Product | Kit],
    starts_at: datetime,
    ends_at: datetime,
    *,
    at: datetime,
    places: Collection[UUID] | None = None,
) -> list[Amounts]:
    """Return how many of products or of kits are free within a time, as things are.

    Those that belong to some places, if these are told. Where others would have to change places to
    make room, there may be more.
    """
    whole = Span(starts_at, ends_at)
    products = {product for thing in things for product in _needs(thing)}
    shelf = _shelf(products, whole, at, places)
    return [_amounts(thing, shelf, whole) for thing in things]


def _amounts(of: Product | Kit, shelf: Shelf, whole: Span) -> Amounts:
    needs = _needs(of)
    rules = {rule.pk: rule for product in needs for rule in shelf.rules[product]}.values()
    taken = {product: _longer(shelf.taken[product], rules, whole) for product in needs}
    left = {
        product: shelf.total.get(product, 0) - len({asset for asset, _ in taken[product]})
        for product in needs
    }
    return Amounts(
        **vars(whole),
        id=of.pk,
        name=str(of),
        total=_whole(shelf.total, needs),
        throughout=_whole(left, needs),
        overdue=sum(shelf.overdue.get(product, 0) for product in needs),
        time_zones={rule.time_zone for rule in rules},
        open=opened(rules, whole),
        spans=list(_joined(_steps(shelf.total, taken, needs, whole))),
    )


def _shelf(
    products: Collection[UUID], whole: Span, at: datetime, places: Collection[UUID] | None
) -> Shelf:
    rules = policies_of_each("product", products, places=places)
    buffer = max((longest_buffer(some) for some in rules.values()), default=timedelta(0))
    seen: dict[UUID, set[UUID]] = {product: set() for product in products}
    late: dict[UUID, set[UUID]] = {product: set() for product in products}
    taken: dict[UUID, list[tuple[UUID, Span]]] = {product: [] for product in products}
    where = None if places is None else array(places)
    words = [at, whole.ends_at + buffer, whole.starts_at, array(products), where, where]
    for product, asset, is_fit, is_late, is_any, begin, end in run(_SHELF, words):
        if is_fit:
            seen[product].add(asset)
        if is_late:
            late[product].add(asset)
        # What was promised of a product still is so when its asset cannot be lent any more.
        if begin and (is_fit or is_any):
            taken[product].append((asset, Span(begin, end)))
    return Shelf(_sizes(seen), taken, _sizes(late), rules)


def _sizes(sets: Mapping[UUID, Collection[UUID]]) -> Counts:
    return {key: len(some) for key, some in sets.items()}


def _longer(
    taken: Sequence[tuple[UUID, Span]], rules: Collection[Policy], whole: Span
) -> list[tuple[UUID, Span]]:
    """Return what is taken within a time, with what has to stay at the desk before it."""
    buffer, found = longest_buffer(rules), []
    until: dict[UUID, datetime] = {}
    for asset, span in taken:
        begin = max(span.starts_at - buffer, until.get(asset, whole.starts_at))
        end = until[asset] = min(span.ends_at, whole.ends_at)
        if begin < end:
            found.append((asset, Span(begin, end)))
    return found


def _needs(of: Product | Kit) -> Counts:
    """Return how many of which products one of it is."""
    if isinstance(of, Kit):
        return {part.product_id: part.count for part in of.parts.all()}
    return {of.pk: 1}


def _whole(free: Counts, needs: Counts) -> int:
    """Return how often all that is needed is there."""
    free_of = [max(free.get(product, 0), 0) // count for product, count in needs.items()]
    return min(free_of, default=0)


def _steps(
    total: Counts, taken: Mapping[UUID, Sequence[tuple[UUID, Span]]], needs: Counts, whole: Span
) -> Iterator[Amount]:
    """Yield how many are free between each two moments at which something begins or ends."""
    changes: dict[datetime, Counter[UUID]] = defaultdict(Counter)
    for product, spans in taken.items():
        for _, span in spans:
            changes[span.starts_at][product] -= 1
            changes[span.ends_at][product] += 1
    free = Counter({product: total.get(product, 0) for product in needs})
    moments = sorted({*changes, whole.starts_at, whole.ends_at})
    for begin, end in pairwise(moments):
        free.update(changes[begin])
        yield Amount(begin, end, _whole(free, needs))


def _joined(steps: Iterator[Amount]) -> Iterator[Amount]:
    """Join neighbours that say the same."""
    last: Amount | None = None
    for step in steps:
        if last and last.free == step.free:
            last = Amount(last.starts_at, step.ends_at, last.free)
            continue
        if last:
            yield last
        last = step
    if last:
        yield last


# The assets of products, each with what keeps it: by all of them at once, since most are needed.
_SHELF = f"""
    SELECT asset.product_id, asset.id, {IS_LENDABLE}, EXISTS (
               SELECT FROM lending_loanline AS line
               WHERE line.asset_id = asset.id AND line.returned_at IS NULL AND NOT line.lost
                 AND line.due_at < %s::timestamptz
           ), hold.product_id IS NOT NULL, hold.starts_at, hold.ends_at
    FROM gear_asset AS asset LEFT JOIN lending_hold AS hold
      ON hold.asset_id = asset.id
     AND hold.starts_at < %s::timestamptz AND hold.ends_at > %s::timestamptz
    WHERE asset.product_id = ANY(%s::uuid[]) AND (
        %s::uuid[] IS NULL OR coalesce(asset.home_location_id, asset.location_id) = ANY(%s::uuid[])
    )
    ORDER BY hold.starts_at
"""  # noqa: S608
