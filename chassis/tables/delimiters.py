"""Find out what stands between the cells of a CSV file."""

import csv
from collections import Counter
from collections.abc import Callable, Sequence

# The words that a sender may use: a tab is hard to type.
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ROWS = 50
LETTERS = 20_000  # of a line that are looked at: a megabyte may be half a million cells


def delimiter_of(head: Sequence[str], is_known: Callable[[str], bool]) -> str:
    """Return what most likely stands between the cells: what makes columns that are known."""
    return max(DELIMITERS.values(), key=lambda delimiter: _likelihood(head, delimiter, is_known))


def _likelihood(
    head: Sequence[str], delimiter: str, is_known: Callable[[str], bool]
) -> tuple[int, float, int]:
    rows = _rows(head, delimiter)
    if not rows:
        return (0, 0, 0)
    width = len(rows[0])
    known = sum(1 for column in rows[0] if is_known(column.strip()))
    alike = Counter(len(row) for row in rows)[width] / len(rows)
    return known, alike if width > 1 else 0, width  # rows of one cell are always alike


def _rows(head: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    cut = (f"{line[:LETTERS]}\n" for line in head)
    try:
        for row in csv.reader(cut, delimiter=delimiter, strict=True):
            if any(row):
                rows.append(row)
            if len(rows) == ROWS:
                break
    except csv.Error:
        pass  # the head may end in the middle of a cell; what came before it counts
    return rows
