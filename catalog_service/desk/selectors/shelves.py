"""How many of products and kits are free, slot by slot, for a person to look at."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from uuid import UUID

from catalog_service.desk.selectors.cells import Cell, together
from catalog_service.desk.selectors.slots import Slot, around, shared_zone, slots_from
from catalog_service.gear.models import Product
from catalog_service.lending.models import Kit
from catalog_service.lending.selectors import Amounts, amounts


@dataclass(frozen=True)
class Row:
    """A product or a kit, how many can be lent, and its slots."""

    of: Product | Kit
    total: int
    overdue: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Shelves:
    """Some products or kits, and how many of each are free in each slot."""

    zone: tzinfo
    slots: Sequence[Slot]
    rows: Sequence[Row]


def shelves(
    things: Sequence[Product | Kit],
    first: date,
    days: int,
    *,
    at: datetime,
    places: Collection[UUID] | None = None,
) -> Shelves:
    """Return how many are free on some days, of those that belong to places; one day has hours."""
    known = amounts(things, *around(first, days), at=at, places=places)
    zone = shared_zone(known)
    slots = slots_from(first, days, zone, [each.open for each in known])
    rows = []
    for of, each in zip(things, known, strict=True):
        cells = [_cell(each, slot) for slot in slots]
        if days == 1:
            cells = list(together(cells))
        rows.append(Row(of, each.total, each.overdue, cells))
    return Shelves(zone, slots, rows)


def _cell(known: Amounts, slot: Slot) -> Cell:
    """Say how many are free while it is open: at least, and at most."""
    if not known.total:
        return Cell(slot, "kept_back")
    opened = [Slot(each.starts_at, each.ends_at) for each in slot.part_of(known.open)]
    counts = [
        each.free
        for each in slot.part_of(known.spans)
        if any(some.part_of([each]) for some in opened)
    ]
    if not counts:
        return Cell(slot, "closed")
    least, most = min(counts), max(counts)
    state = "free" if least else ("part" if most else "taken")
    return Cell(slot, state, amount=f"{least}" if least == most else f"{least} to {most}")
