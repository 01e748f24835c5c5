"""The rows of a table of text: its header, and what stands below."""

import csv
import re
from collections.abc import Iterator, Sequence

from chassis.tables import errors
from chassis.tables.text import LONGEST_LINE

MOST_COLUMNS = 200
LONGEST_NAME = 200

# A cell may be as long as a line, and no longer: a quote that never ends would swallow the file.
csv.field_size_limit(LONGEST_LINE)


def folded(column: str) -> str:
    """Return a column's name without what people write in many ways: "Asset Tag" → assettag."""
    return re.sub(r"[\W_]+", "", column).lower()


def header_of(lines: list[str], delimiter: str) -> list[str]:
    """Return the names of the columns."""
    try:
        rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
        header = next(rows)
    except csv.Error as error:
        raise errors.QuoteBroken(f"The header cannot be read: {error}.", attr="file") from error
    while header and not header[-1].strip():
        header.pop()
    _check_width(header)
    return [" ".join(cell.split()) for cell in header]


def check_header(header: Sequence[str]) -> None:
    """Refuse a header that is none, or that names two columns alike."""
    _check_width(header)
    if max(map(len, header), default=0) > LONGEST_NAME:
        raise errors.ColumnNameTooLong(attr="file")
    names = [column.casefold() for column in header if column]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise errors.ColumnTwice(
            f"Two columns are called {twice!r}. Give each a name of its own.", attr="file"
        )


def rows_below(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the header that are not blank, each with the line that it begins on."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    line, is_header = 1, True
    try:
        for cells in reader:
            if any(cells) and (is_header or any(map(str.strip, cells))):
                if not is_header:
                    yield line, cells
                is_header = False
            line = reader.line_num + 1
    except csv.Error as error:
        raise errors.QuoteBroken(
            f"The row that begins on line {line} cannot be read: a quoted cell does not end as it "
            "should, or is longer than 1 MB. Close it; write a quote inside of it twice."
        ) from error


def _check_width(header: Sequence[str]) -> None:
    """Refuse half a million columns before anything is made of them."""
    if len(header) > MOST_COLUMNS:
        raise errors.TooManyColumns(
            f"The file has {len(header)} columns, more than {MOST_COLUMNS}. "
            "Leave out what Kitroom does not need.",
            attr="file",
        )
