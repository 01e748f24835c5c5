"""When some assets are free, day by day, for a person to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalog_service.gear.models import Asset, Person
from catalog_service.lending.models import KEPT_BACK, Hold, LoanLine
from chassis.auth import Caller
from chassis.search import found, words_in

PLACES = ("words", "product__words", "product__ports__port__words")
MOST_WORDS = 32


class Day(NamedTuple):
    """A day of the reader's calendar: 23 to 25 hours."""

    date: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Kept:
    """When an asset is somebody's: whose it is and where that leads, if the reader may see it."""

    starts_at: datetime
    ends_at: datetime
    kind: str
    id: UUID | None
    who: str

    @property
    def word(self) -> str:
        """What people call it."""
        return "out" if self.kind == "loan" else "reserved"


@dataclass(frozen=True)
class Cell:
    """An asset on a day."""

    day: Day
    state: str  # free, part, taken, kept_back
    kept: Sequence[Kept] = ()


@dataclass(frozen=True)
class Row:
    """An asset, and its days."""

    asset: Asset
    cells: Sequence[Cell]
    due_at: datetime | None  # when it should have been back


@dataclass(frozen=True)
class Calendar:
    """Some assets, and how many of them are free on each day from its beginning to its end."""

    days: Sequence[Day]
    rows: Sequence[Row]
    free: Sequence[int]


def days_from(first: date, count: int) -> list[Day]:
    """Return so many days, as the reader's clock has them."""
    zone = timezone.get_current_timezone()
    dates = [first + timedelta(days=number) for number in range(count + 1)]
    midnights = [datetime.combine(each, time(), zone) for each in dates]
    return [Day(*each) for each in zip(dates, midnights, midnights[1:], strict=False)]


def matching(text: str, **wanted: object) -> QuerySet[Asset]:
    """Return assets with certain values that words are found in, as the search of the API does."""
    assets = Asset.objects.filter(**wanted)
    terms = [term for term in text.split()[:MOST_WORDS] if words_in(term)]
    if text.strip() and not terms:
        return assets.none()
    return assets.filter(found(Asset, terms, PLACES)) if terms else assets


def calendar(assets: Sequence[Asset], days: Sequence[Day], *, to: Caller, at: datetime) -> Calendar:
    """Return when assets are free on some days, as far as a caller may know."""
    ids = [asset.pk for asset in assets]
    kept: dict[UUID, list[Kept]] = {}
    for asset, each in _kept(ids, days, to):
        kept.setdefault(asset, []).append(each)
    late = LoanLine.objects.filter(asset__in=ids, returned_at=None, lost=False, due_at__lt=at)
    due = dict(late.values_list("asset_id", "due_at"))
    rows = [
        Row(asset, [_cell(asset, day, kept.get(asset.pk, ())) for day in days], due.get(asset.pk))
        for asset in assets
    ]
    columns = zip(*(row.cells for row in rows if not row.due_at), strict=True)
    free = [sum(cell.state == "free" for cell in column) for column in columns]
    return Calendar(days, rows, free or [0] * len(days))


def _cell(asset: Asset, day: Day, kept: Iterable[Kept]) -> Cell:
    if asset.status in KEPT_BACK:
        return Cell(day, "kept_back")
    here = [each for each in kept if each.starts_at < day.ends_at and each.ends_at > day.starts_at]
    if not here:
        return Cell(day, "free")
    return Cell(day, "part" if _has_gap(day, here) else "taken", here)


def _has_gap(day: Day, kept: Sequence[Kept]) -> bool:
    """Tell whether some of a day is free; no two of what is kept overlap, and they are in order."""
    at = day.starts_at
    for each in kept:
        if at < each.starts_at:
            return True
        at = each.ends_at
    return at < day.ends_at


def _kept(ids: Sequence[UUID], days: Sequence[Day], to: Caller) -> Iterator[tuple[UUID, Kept]]:
    holds = Hold.objects.of_assets(ids).within(days[0].starts_at, days[-1].ends_at)
    related = "reservation_line__reservation", "loan_line__loan"
    found = list(holds.select_related(*related).order_by("starts_at"))
    people = {_reason(hold).borrower for hold in found}
    names = dict(Person.objects.known().filter(pk__in=people).values_list("pk", "name"))
    for hold in found:
        yield hold.asset_id, _seen(hold, to, names)


def _reason(hold: Hold) -> Any:
    line: Any = hold.reservation_line or hold.loan_line
    return line.reservation if hold.reservation_line else line.loan


def _seen(hold: Hold, to: Caller, names: Mapping[UUID, str]) -> Kept:
    reason = _reason(hold)
    kind = "reservation" if hold.reservation_line else "loan"
    is_seen = to.sees_all or reason.borrower == to.person_id
    seen = (reason.pk, names.get(reason.borrower, "")) if is_seen else (None, "")
    return Kept(hold.starts_at, hold.ends_at, kind, *seen)
