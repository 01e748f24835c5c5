"""When assets are free, slot by slot, for a person to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from catalog_service.desk.selectors.cells import Cell, together
from catalog_service.desk.selectors.slots import Slot, around, shared_zone, slots_from
from catalog_service.gear.models import Asset
from catalog_service.lending.selectors import Availability, Span, availability
from chassis.auth import Caller


@dataclass(frozen=True)
class Row:
    """An asset, and its slots."""

    asset: Asset
    cells: Sequence[Cell]
    due_at: datetime | None  # when it should have been back
    is_blocked: bool


@dataclass(frozen=True)
class Calendar:
    """Some assets, and how many of them are free in each slot from its beginning to its end."""

    zone: tzinfo
    slots: Sequence[Slot]
    rows: Sequence[Row]
    free: Sequence[int]


def calendar(
    assets: Sequence[Asset], first: date, days: int, *, to: Caller, at: datetime
) -> Calendar:
    """Return when assets are free on some days, as far as a caller may know; one day has hours."""
    known = availability(assets, *around(first, days), to=to, at=at)
    zone = shared_zone(known)
    slots = slots_from(first, days, zone, [each.open for each in known])
    rows = [
        Row(asset, [_cell(each, slot) for slot in slots], each.due_at, each.is_blocked)
        for asset, each in zip(assets, known, strict=True)
    ]
    columns = zip(*(row.cells for row in rows if not row.due_at), strict=True)
    free = [sum(cell.state == "free" for cell in column) for column in columns]
    if days == 1:
        rows = [replace(row, cells=list(together(row.cells))) for row in rows]
    return Calendar(zone, slots, rows, free or [0] * len(slots))


def _cell(known: Availability, slot: Slot) -> Cell:
    if known.is_kept_back:
        return Cell(slot, "kept_back")
    taken, opened = slot.part_of(known.taken), slot.part_of(known.open)
    if not opened:
        return Cell(slot, "taken" if taken else "closed", taken)
    free = [each for each in slot.part_of(known.free) if Slot(*_ends(each, slot)).part_of(opened)]
    whole = [_ends(each, slot) for each in free]
    if whole == [(slot.starts_at, slot.ends_at)]:
        return Cell(slot, "free")
    entries = sorted([*taken, *free], key=lambda each: each.starts_at)
    return Cell(slot, "part" if free else "taken", entries)


def _ends(span: Span, slot: Slot) -> tuple[datetime, datetime]:
    return max(span.starts_at, slot.starts_at), min(span.ends_at, slot.ends_at)
