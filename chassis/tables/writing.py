"""Write rows as CSV that spreadsheets show, and do not run."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Any

from chassis.tables.text import BYTE_ORDER_MARK

AT_ONCE = 1000  # rows that are held in memory

# What begins so a spreadsheet runs. It is written, and read, with a quote before it.
_RUN = re.compile(r"'*[=+@\t\r-]")


def lines_of(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a CSV file in UTF-8 with a byte order mark, in pieces."""
    yield BYTE_ORDER_MARK.encode()
    yield _written([header])
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        yield _written([[_cell(value) for value in row] for row in some])


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs."""
    return f"'{text}" if _RUN.match(text) else text


def harmless_in_sql(column: str) -> str:
    """Return the same as SQL, for a column of texts."""
    begins = _RUN.pattern.replace("'", "''")
    return f"CASE WHEN {column} ~ '^{begins}' THEN '''' || {column} ELSE {column} END"


def meant(cell: str) -> str:
    """Return the text that was written as a cell by `harmless`."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
