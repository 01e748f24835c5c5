"""The rows of the last table: what was tried, how often, what came out, and what had to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One promise about faults, and how it held."""

    name: str
    tried: str
    measured: str
    target: str
    holds: bool


class Report:
    """Collects rows while tests run; printed when the last test is over."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def row(self, name: str, *, tried: str, measured: str, target: str, holds: bool) -> None:
        """Write a row down, then fail the test if the promise did not hold."""
        self.rows.append(Row(name, tried, measured, target, holds))
        assert holds, f"{name}: {measured} (target: {target}; tried: {tried})"

    def table(self) -> str:
        """All rows, sorted by name, as a person reads them."""
        head = ("row", "tried", "measured", "target", "verdict")
        lines = [head, *(_cells(each) for each in sorted(self.rows, key=_order))]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )


def _cells(row: Row) -> tuple[str, ...]:
    return (row.name, row.tried, row.measured, row.target, "ok" if row.holds else "MISSED")


def _order(row: Row) -> tuple[int, str]:
    digits = "".join(letter for letter in row.name.split()[0] if letter.isdigit())
    return (int(digits or 0), row.name)


def counted(count: int, of: int) -> str:
    """A count, with how many there were: a zero says nothing without that."""
    return f"{count:,} of {of:,}"
