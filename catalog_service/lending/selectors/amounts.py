"""How many of a product or of a kit are free, from when to when."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Count

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import KEPT_BACK, Hold, Kit, LoanLine
from catalog_service.lending.selectors.availability import Span

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
    spans: Sequence[Amount]


def amounts(of: Product | Kit, starts_at: datetime, ends_at: datetime, *, at: datetime) -> Amounts:
    """Return how many of a product or of a kit are free within a time."""
    needs = _needs(of)
    assets = Asset.objects.filter(product__in=needs).exclude(status__in=KEPT_BACK)
    rows = assets.order_by().values("product").annotate(count=Count("pk"))
    total = {row["product"]: row["count"] for row in rows}
    holds = Hold.objects.within(starts_at, ends_at).filter(asset__in=assets)
    taken: dict[UUID, list[Span]] = defaultdict(list)
    busy: dict[UUID, set[UUID]] = defaultdict(set)
    for product, asset, begin, end in holds.values_list(
        "asset__product", "asset", "starts_at", "ends_at"
    ):
        taken[product].append(Span(max(begin, starts_at), min(end, ends_at)))
        busy[product].add(asset)
    left = {product: total.get(product, 0) - len(busy[product]) for product in needs}
    out = LoanLine.objects.filter(asset__product__in=needs, returned_at=None, lost=False)
    return Amounts(
        starts_at=starts_at,
        ends_at=ends_at,
        id=of.pk,
        name=str(of),
        total=_whole(total, needs),
        throughout=_whole(left, needs),
        overdue=out.filter(due_at__lt=at).count(),
        spans=list(_joined(_steps(total, taken, needs, Span(starts_at, ends_at)))),
    )


def _needs(of: Product | Kit) -> Counts:
    """Return how many of which products one of it is."""
    if isinstance(of, Kit):
        return {part.product_id: part.count for part in of.parts.all()}
    return {of.pk: 1}


def _whole(free: Counts, needs: Counts) -> int:
    """Return how often all that is needed is there."""
    return min((free.get(product, 0) // count for product, count in needs.items()), default=0)


def _steps(
    total: Counts, taken: Mapping[UUID, Sequence[Span]], needs: Counts, whole: Span
) -> Iterator[Amount]:
    """Yield how many are free between each two moments at which something begins or ends."""
    changes: dict[datetime, Counter[UUID]] = defaultdict(Counter)
    for product, spans in taken.items():
        for span in spans:
            changes[span.starts_at][product] -= 1
            changes[span.ends_at][product] += 1
    free = Counter(total)
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
