"""A measured figure, what it must reach, and the table of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure; `must` and `aim` are least values, or most values where `is_limit` says so."""

    HEAD: ClassVar = ("row", "what", "measured", "must", "aim", "reached", "spread")

    row: str
    what: str
    value: float
    must: float
    aim: float
    unit: str = ""
    is_limit: bool = False
    spread: tuple[float, float] | None = None  # the least and the most of all rotations

    @property
    def is_reached(self) -> bool:
        """Whether it is what it must be."""
        return self._within(self.must)

    @property
    def verdict(self) -> str:
        """A word for how far it got."""
        if self._within(self.aim):
            return "aim"
        return "must" if self.is_reached else "MISSED"

    def _within(self, border: float) -> bool:
        return self.value <= border if self.is_limit else self.value >= border

    def cells(self) -> tuple[str, ...]:
        """Its line of the table."""
        numbers = (f"{shown(number)}{self.unit}" for number in (self.value, self.must, self.aim))
        return (self.row, self.what, *numbers, self.verdict, self._spread())

    def _spread(self) -> str:
        return " to ".join(map(shown, self.spread or ()))


def table(figures: Sequence[Figure]) -> str:
    """All figures, a line each."""
    return columns([Figure.HEAD, *(figure.cells() for figure in figures)])


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Cells below each other."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def shown(number: float) -> str:
    """A number as people read it: three digits, or all before the point."""
    return f"{number:.3g}" if abs(number) < 999.5 else f"{number:,.0f}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
