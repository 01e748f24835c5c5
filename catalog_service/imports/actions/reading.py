"""Read the rows of a file: what each says, field by field, as text."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from catalog_service.imports import errors
from catalog_service.imports.actions import product_lines, text
from catalog_service.imports.actions.columns import MOST_COLUMNS, columns_of
from catalog_service.imports.actions.delimiters import DELIMITERS
from catalog_service.imports.actions.forms import Reason, RowRefused
from catalog_service.imports.actions.kinds import FIELDS
from catalog_service.imports.models import Format, Import, Kind

Cells = list[str | None]


class Row(NamedTuple):
    """A row of a file: what it says in the order of the kind's fields, or why it was refused."""

    line: int
    cells: Cells
    reasons: Sequence[Reason] = ()


def rows_of(row: Import, file: Any) -> Iterator[Row]:
    """Yield the rows of an import's file that are not blank."""
    lines = text.lines(file, row.found["encoding"])
    if row.found["format"] == Format.CSV:
        return _of_table(row, lines)
    read = product_lines.read if row.kind == Kind.PRODUCTS else JsonCells(row).read
    return _of_json(lines, read)


def _of_table(row: Import, lines: Iterator[str]) -> Iterator[Row]:
    columns = row.found["columns"]
    places = {column["field"]: n for n, column in enumerate(columns) if column["field"]}
    order = [places.get(field.name, len(columns)) for field in FIELDS[Kind(row.kind)]]
    for line, cells in _table(lines, DELIMITERS[row.found["delimiter"]]):
        width = len(cells)
        if width > len(columns) and any(map(str.strip, cells[len(columns) :])):
            yield Row(line, [], [_too_many(width, len(columns))])
            continue
        if width <= len(columns):
            cells += [""] * (len(columns) + 1 - width)
        else:
            cells[len(columns)] = ""
        yield Row(line, [cells[place].strip() or None for place in order])


def _too_many(width: int, columns: int) -> Reason:
    detail = f"The row has {width} cells, and the header {columns}. Put quotes around delimiters."
    return Reason("", "too_many_cells", detail)


def _table(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
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
            "should. Close it; write a quote inside of it twice."
        ) from error


def _of_json(lines: Iterator[str], read: Callable[[str], Cells]) -> Iterator[Row]:
    for line, said in enumerate(lines, 1):
        if not said.strip():
            continue
        try:
            yield Row(line, read(said.strip()))
        except RowRefused as refusal:
            yield Row(line, [], refusal.reasons)


class JsonCells:
    """Reads objects whose keys are columns; which field a key is, is found out once."""

    def __init__(self, row: Import) -> None:
        self.row = row
        self.names = [field.name for field in FIELDS[Kind(row.kind)]]
        self.columns: dict[str, dict[str, Any]] = {}

    def read(self, said: str) -> Cells:
        """Return what an object says, field by field."""
        told = product_lines.read_object(said)
        if new := [key for key in told if key not in self.columns]:
            if any("\x00" in key for key in new):
                raise RowRefused([Reason("", "invalid", "A key holds a NUL character.")])
            self._meet(new)
        cells: dict[str, str | None] = {}
        reasons = []
        for key, value in told.items():
            if name := self.columns[key]["field"]:
                cells[name] = _text(value)
                if isinstance(value, bool | list | dict) or "\x00" in (cells[name] or ""):
                    reasons.append(Reason(key, "invalid", "This is no text and no number."))
        if reasons:
            raise RowRefused(reasons)
        return [cells.get(name) for name in self.names]

    def _meet(self, keys: list[str]) -> None:
        if len(self.columns) + len(keys) > MOST_COLUMNS:
            raise errors.TooManyColumns
        self.columns |= {
            column["column"]: column for column in columns_of(self.row.kind, keys, self._told(keys))
        }
        self.row.found["columns"] = list(self.columns.values())

    def _told(self, keys: list[str]) -> dict[str, Any]:
        mapping = self.row.options.get("mapping", {})
        return {key: mapping[key] for key in keys if key in mapping}


def _text(value: Any) -> str | None:
    return None if value is None else str(value).strip() or None
