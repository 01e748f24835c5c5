"""Find out what stands between the cells of a CSV file."""

import csv
from collections import Counter
from collections.abc import Sequence

from catalog_service.imports.actions.kinds import field_called, why_skipped

# The words that a sender may use: a tab is hard to type.
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
ROWS = 50


def delimiter_of(kind: str, head: Sequence[str]) -> str:
    """Return what most likely stands between the cells: what makes columns that we know."""
    return max(DELIMITERS.values(), key=lambda delimiter: _likelihood(kind, head, delimiter))


def _likelihood(kind: str, head: Sequence[str], delimiter: str) -> tuple[int, float, int]:
    rows = _rows(head, delimiter)
    if not rows:
        return (0, 0, 0)
    width = len(rows[0])
    known = sum(1 for column in rows[0] if _is_known(kind, column.strip()))
    alike = Counter(len(row) for row in rows)[width] / len(rows)
    return known, alike if width > 1 else 0, width  # rows of one cell are always alike


def _is_known(kind: str, column: str) -> bool:
    return bool(field_called(kind, column)) or "`mapping`" not in why_skipped(kind, column or "?")


def _rows(head: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader((f"{line}\n" for line in head), delimiter=delimiter, strict=True):
            if any(row):
                rows.append(row)
            if len(rows) == ROWS:
                break
    except csv.Error:
        pass  # the head may end in the middle of a cell; what came before it counts
    return rows
