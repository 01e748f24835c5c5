"""How many of products or of kits are free, from when to when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db.models import Count, F, QuerySet, Value

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import Hold, Kit, LoanLine, Policy
from catalog_service.lending.selectors.lendable import lendable
from catalog_service.lending.selectors.policies import policies_of_each
from catalog_service.lending.selectors.spans import Span, longest_buffer, opened

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
    things: Sequence[Product | Kit], starts_at: datetime, ends_at: datetime, *, at: datetime
) -> list[Amounts]:
    """Return how many of products or of kits are free within a time, as things are.

    Where others would have to change places to make room, there may be more.
    """
    whole = Span(starts_at, ends_at)
    shelf = _shelf({product for thing in things for product in _needs(thing)}, whole, at)
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


def _shelf(products: Collection[UUID], whole: Span, at: datetime) -> Shelf:
    assets = lendable(Asset.objects.filter(product__in=products))
    rules = policies_of_each("product", products)
    buffer = max((longest_buffer(some) for some in rules.values()), default=timedelta(0))
    holds = Hold.objects.within(whole.starts_at, whole.ends_at + buffer)
    columns = "asset__product", "asset", "starts_at", "ends_at"
    # What was promised of a product still is so when its asset cannot be lent any more. Each part
    # has an index; of both together the database would read all there is.
    homeless = holds.filter(product__in=products).exclude(asset__in=assets).values_list(*columns)
    kept = holds.filter(asset__in=assets).values_list(*columns).union(homeless, all=True)
    taken: dict[UUID, list[tuple[UUID, Span]]] = defaultdict(list)
    for product, asset, begin, end in kept.order_by("starts_at"):
        taken[product].append((asset, Span(begin, end)))
    late = LoanLine.objects.out().filter(due_at__lt=at)
    total, overdue = _counted(assets, late.filter(asset__product__in=products))
    return Shelf(total, taken, overdue, rules)


def _counted(assets: QuerySet[Asset], lines: QuerySet[LoanLine]) -> tuple[Counts, Counts]:
    """Count assets, and the assets of lines, by their product."""
    counted: tuple[dict[UUID, int], dict[UUID, int]] = {}, {}
    rows = assets.order_by().annotate(kind=Value(0), of=F("product"))
    late = lines.order_by().annotate(kind=Value(1), of=F("asset__product"))
    found = (some.values_list("kind", "of").annotate(count=Count("pk")) for some in (rows, late))
    for kind, of, count in next(found).union(*found, all=True):
        counted[kind][of] = count
    return counted


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
