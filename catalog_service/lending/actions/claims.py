"""Keeping what lines ask for: assets by name, and any that will do of a product.

Of a product, assets are chosen that are free for the whole time. Until somebody picks others at the
desk they may change: a hold that names its product moves to another asset, where that makes room.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Case, F, Q, When

from catalog_service.gear.models import Asset, Product, Status
from catalog_service.lending import errors, selectors
from catalog_service.lending.actions import holds, times
from catalog_service.lending.actions.packing import Placed, Puzzle, Span, Unit, movable
from catalog_service.lending.models import (
    Hold,
    Kit,
    Policy,
    ReservationLine,
    Some,
    Wanted,
)
from chassis.errors.clashes import clashes

Counts = Mapping[UUID, int]  # how many of which product


@dataclass(frozen=True)
class Claim:
    """Assets that are free at a time and locked: those with a name, and those that were chosen."""

    span: Span
    named: holds.Held
    chosen: Mapping[UUID, Collection[Asset]]  # by their product

    @property
    def all(self) -> holds.Held:
        """Return them all."""
        chosen = {asset.pk: asset for assets in self.chosen.values() for asset in assets}
        return {**self.named, **chosen}


@dataclass(frozen=True)
class Plan:
    """Which assets will do, and which holds have to go where for that."""

    chosen: Mapping[UUID, Collection[UUID]]
    moves: Mapping[int, UUID]

    @property
    def touched(self) -> set[UUID]:
        """Return all assets that it needs."""
        return {*(pk for ids in self.chosen.values() for pk in ids), *self.moves.values()}


@dataclass(frozen=True)
class Ask:
    """What is asked for: assets, some of products, and from when to when."""

    assets: Collection[Asset]
    counts: Counts
    span: Span  # with what it stays at the desk afterwards
    own: tuple[int, ...]  # holds that are in nobody's way
    rules: Collection[Policy]  # by which it is lent
    length: timedelta
    states: tuple[str, ...] = ()  # what is in one of them is not chosen

    @property
    def ids(self) -> frozenset[UUID]:
        """Return which assets these are."""
        return frozenset(asset.pk for asset in self.assets)


def named(wanted: Iterable[Wanted]) -> list[Asset]:
    """Return the assets that are asked for by name."""
    return [each for each in wanted if isinstance(each, Asset)]


def counted(wanted: Iterable[Wanted]) -> Counts:
    """Return how many of which products are asked for, kits taken apart."""
    counts: Counter[UUID] = Counter()
    for each in wanted:
        if isinstance(each, Some):
            counts.update(parts_of(each))
    return counts


def parts_of(some: Some) -> Counts:
    """Return how many of which products these are."""
    if isinstance(some.of, Kit):
        return {part.product_id: part.count * some.quantity for part in some.of.parts.all()}
    return {some.of.pk: some.quantity}


def look(
    assets: Collection[Asset],
    counts: Counts,
    starts_at: datetime,
    ends_at: datetime,
    *,
    rules: Collection[Policy] = (),
    own: Q | None = None,
) -> Ask:
    """Refuse what is taken at a time, without waiting for those who wait for the same assets.

    It is looked at for as long as the rules keep it at the desk, too. The holds that `own` matches
    are in nobody's way. What it returns can be claimed. Raises Taken.
    """
    mine = tuple(Hold.objects.filter(own).values_list("pk", flat=True)) if own else ()
    whole = Span(starts_at, times.until(ends_at, rules))
    ask = Ask(tuple(assets), counts, whole, mine, rules, ends_at - starts_at)
    _look(ask)
    return ask


def wait_for_the_same(ask: Ask) -> None:
    """Let whoever came first for just the same go on, and look again.

    One of them gets it: the others read and write nothing in vain, and hold up nobody else.
    """
    if not ask.counts:
        selectors.wait_for_the_same(ask.ids, ask.span.starts_at, ask.span.ends_at)
        _look(ask)


def _look(ask: Ask) -> None:
    if not ask.counts:
        with _offering_open_times(ask), _moving_others():
            holds.look(ask.assets, ask.span.starts_at, ask.span.ends_at, own=ask.own)


@contextmanager
def _moving_others() -> Iterator[None]:
    """Go on where what is in the way could go to other assets."""
    try:
        yield
    except errors.Taken as taken:
        if not taken.can_move:
            raise


def claim(ask: Ask, *, but: Collection[str] = ()) -> Claim:
    """Lock what was asked for: assets by name, and of products some in no state of `but`.

    Raises Taken.
    """
    with _offering_open_times(ask):
        return _claimed(replace(ask, states=tuple(but)))


def promise(ask: Ask, lines: Collection[ReservationLine]) -> None:
    """Lock what the lines of a reservation ask for, and keep it. Raises Taken, NotLendable."""
    with _offering_open_times(ask):
        if ask.counts or not _promised(ask, lines):
            claim = _make_room(ask)
            holds.refuse_kept_back(claim.all.values())
            _keep(lines, claim)


def _promised(ask: Ask, lines: Iterable[ReservationLine]) -> bool:
    """Promise assets by name; False if others have to make room for that first."""
    assets = {line.wanted.pk: line.pk for line in lines if isinstance(line.wanted, Asset)}
    with _moving_others():
        holds.promise(assets, ask.span.starts_at, ask.span.ends_at, own=ask.own)
        return True
    return False


def _claimed(ask: Ask) -> Claim:
    if not ask.counts:
        with _moving_others():
            span = ask.span.starts_at, ask.span.ends_at
            return Claim(ask.span, holds.claim(ask.assets, *span, own=ask.own), {})
    return _make_room(ask)


@contextmanager
def _offering_open_times(ask: Ask) -> Iterator[None]:
    """Of the times that a clash offers, keep those that begin and end at opening hours."""
    try:
        yield
    except errors.Taken as taken:
        if ask.rules:
            _offer_open_times(taken, ask)
        raise


def _offer_open_times(taken: errors.Taken, ask: Ask) -> None:
    whole = ask.span.ends_at - ask.span.starts_at

    def is_free(begin: datetime) -> bool:
        when = begin, begin + whole
        short = selectors.shortages(ask.counts, ask.ids, *when, own=ask.own)
        is_taken, *_ = selectors.clashes(ask.ids, *when, own=ask.own)
        return not is_taken and all(each["free"] == each["wanted"] for each in short)

    begins = [datetime.fromisoformat(each["from"]) for each in taken.more["free"]]
    taken.more = {**taken.more, "free": selectors.fitting(begins, ask.length, ask.rules, is_free)}


def rules_of(assets: Iterable[Asset], counts: Counts) -> Collection[Policy]:
    """Return by which policies it is lent."""
    return selectors.policies_of([asset.pk for asset in assets], counts)


def _keep(lines: Iterable[ReservationLine], claim: Claim) -> None:
    """Keep what was claimed for some lines. That it is free was seen; the database decides."""
    rest = {product: list(assets) for product, assets in claim.chosen.items()}
    kept = []
    for line in lines:
        words = {"reservation_line": line, **vars(claim.span)}
        if isinstance(line.wanted, Asset):
            kept.append(Hold(asset=line.wanted, **words))
            continue
        for product, count in parts_of(line.wanted).items():
            some = [rest[product].pop() for _ in range(count)]
            kept += [Hold(asset=asset, product_id=product, **words) for asset in some]
    holds.keep(kept)


def _make_room(ask: Ask) -> Claim:
    """Plan and lock until all that the plan touches is locked, then do it.

    Products first: who plans for one waits for whoever else does, and finds their plan done.
    """
    of_named = Asset.objects.filter(pk__in=ask.ids).values("product")
    products = Product.objects.filter(Q(pk__in=ask.counts) | Q(pk__in=of_named))
    ids = list(products.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    held: dict[UUID, Asset] = {}
    while True:
        plan = _plan(ask, ids)
        missing = (ask.ids | plan.touched) - held.keys()
        moving = list(Hold.objects.select_for_update().filter(pk__in=plan.moves).order_by("pk"))
        if not missing and len(moving) == len(plan.moves):
            break
        held.update(holds.lock(missing))
    _move(plan.moves)
    chosen = {product: [held[pk] for pk in some] for product, some in plan.chosen.items()}
    return Claim(ask.span, {pk: held[pk] for pk in sorted(ask.ids)}, chosen)


def _plan(ask: Ask, products: Iterable[UUID]) -> Plan:
    """Return how all that is asked for can be had. Raises Taken."""
    span = ask.span
    fixed = Hold.objects.of_assets(ask.ids).within(span.starts_at, span.ends_at)
    if fixed.filter(product=None).exclude(pk__in=ask.own).exists():
        raise _taken(ask, {})
    chosen: dict[UUID, list[UUID]] = {}
    moves: dict[int, UUID] = {}
    short: dict[UUID, int] = {}
    for product in products:
        solved = _solve(ask, product)
        if solved is None:
            short[product] = ask.counts.get(product, 0)
            continue
        chosen[product] = [place for unit, place in solved if unit.hold is None]
        moves |= {unit.hold: place for unit, place in solved if unit.hold and unit.place != place}
    if short:
        raise _taken(ask, short)
    return Plan(chosen, moves)


def _solve(ask: Ask, product: UUID) -> Placed | None:
    """Return a place for each that is asked for of a product, and for each that has to move."""
    span = ask.span
    new = [Unit(span.starts_at, span.ends_at)] * ask.counts.get(product, 0)
    units = [
        Unit(hold.starts_at, hold.ends_at, hold.pk, hold.asset_id)
        for hold in Hold.objects.filter(product=product).exclude(pk__in=ask.own)
    ]
    near = movable(units, span)
    rows = selectors.lendable(Asset.objects.filter(product=product))
    places = dict(rows.order_by("tag").values_list("pk", "status"))
    fit = [pk for pk, status in places.items() if status not in ask.states and pk not in ask.ids]
    fit.sort(key=lambda pk: places[pk] == Status.ON_LOAN)  # nobody knows when it is back
    starts_at = min(each.starts_at for each in [span, *near])
    ends_at = max(each.ends_at for each in [span, *near])
    kept = Hold.objects.of_assets(places).within(starts_at, ends_at)
    taken: dict[UUID, list[Span]] = {pk: [span] for pk in ask.ids}
    for hold in kept.exclude(pk__in=[*(unit.hold for unit in near), *ask.own]):
        taken.setdefault(hold.asset_id, []).append(Span(hold.starts_at, hold.ends_at))
    puzzle = partial(Puzzle, list(places), taken, fit)
    solved = puzzle().solve([*near, *new])
    homeless = [unit for unit in near if unit.place not in places]
    if solved is not None or not homeless:
        return solved
    # They lost their asset since, and get none now: what they lack meanwhile is left for them.
    spared = [unit.within(span) for unit in homeless if unit.touches(span)]
    others = [unit for unit in near if unit not in homeless]
    solved = puzzle().solve([*others, *spared, *new])
    return solved and [(unit, place) for unit, place in solved if unit not in spared]


def _move(moves: Mapping[int, UUID]) -> None:
    """Let holds go to other assets, all at once: some change places."""
    if moves:
        places = [When(pk=hold, then=place) for hold, place in moves.items()]
        with clashes(no_asset_is_promised_twice=errors.Taken()):
            Hold.objects.filter(pk__in=moves).update(asset=Case(*places, default=F("asset")))


def _taken(ask: Ask, short: Mapping[UUID, int]) -> errors.Taken:
    """Return what is in the way, and when all of it is free next for as long."""
    when = ask.span.starts_at, ask.span.ends_at
    return errors.Taken(
        selectors.in_the_way(short, ask.ids, *when, ask.own),
        selectors.next_free_of_some(ask.ids, ask.counts, *when, own=ask.own),
        selectors.shortages(short, ask.ids, *when, own=ask.own),
    )
