"""What a calendar says of one row in one slot."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from catalog_service.desk.selectors.slots import Slot
from catalog_service.lending.selectors import Span


@dataclass(frozen=True)
class Cell:
    """A row of a calendar in a slot, or in several that say the same."""

    slot: Slot
    state: str  # free, part, taken, kept_back, closed
    entries: Sequence[Span] = ()  # what is booked, and what is free in between
    amount: str = ""  # how many are free, where it is about several
    width: int = 1

    def says_as(self, other: "Cell") -> bool:
        """Tell whether two say the same."""
        return replace(self, slot=other.slot, width=other.width) == other


def together(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Join neighbours that say the same."""
    last: Cell | None = None
    for cell in cells:
        if last and last.says_as(cell):
            slot = Slot(last.slot.starts_at, cell.slot.ends_at)
            last = replace(last, slot=slot, width=last.width + 1)
            continue
        if last:
            yield last
        last = cell
    if last:
        yield last
