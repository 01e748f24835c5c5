"""Read the rows of a file: what each says, field by field, as text."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from catalog_service.imports import errors
from catalog_service.imports.actions import product_lines
from catalog_service.imports.actions.columns import columns_of
from catalog_service.imports.actions.forms import Reason, RowRefused
from catalog_service.imports.actions.kinds import CUSTOM, FIELDS, is_custom
from catalog_service.imports.models import Format, Import, Kind
from chassis.tables import text
from chassis.tables.delimiters import DELIMITERS
from chassis.tables.rows import MOST_COLUMNS, rows_below
from chassis.tables.writing import meant

Cells = list[str | None]


class Row(NamedTuple):
    """A row of a file: what it says in the order of the kind's fields, and why it was refused.

    A row that was refused has cells if they can be looked at for further mistakes.
    """

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
    custom = [(name, place) for name, place in places.items() if is_custom(row.kind, name or "")]
    for line, cells in rows_below(lines, DELIMITERS[row.found["delimiter"]]):
        width = len(cells)
        if width > len(columns) and any(map(str.strip, cells[len(columns) :])):
            yield Row(line, [], [_too_many(width, len(columns))])
            continue
        if width <= len(columns):
            cells += [""] * (len(columns) + 1 - width)
        else:
            cells[len(columns)] = ""
        said: Cells = [meant(cells[place].strip()) or None for place in order]
        if custom:  # the last field holds all of them
            said[-1] = _together((name, meant(cells[place].strip())) for name, place in custom)
        yield Row(line, said)


def _together(said: Iterable[tuple[str, str]]) -> str | None:
    """Return the fields of specs that a row says as one object of texts."""
    told = {name.removeprefix(CUSTOM).strip(): text for name, text in said if text}
    return json.dumps(told, ensure_ascii=False) if told else None


def _too_many(width: int, columns: int) -> Reason:
    detail = f"The row has {width} cells, and the header {columns}. Put quotes around delimiters."
    return Reason("", "too_many_cells", detail)


def _of_json(lines: Iterator[str], read: Callable[[str], Cells]) -> Iterator[Row]:
    for line, said in enumerate(lines, 1):
        if not said.strip():
            continue
        try:
            yield Row(line, read(said.strip()))
        except RowRefused as refusal:
            yield Row(line, refusal.cells, refusal.reasons)


class JsonCells:
    """Reads objects whose keys are columns; which field a key is, is found out once."""

    def __init__(self, row: Import) -> None:
        self.row = row
        self.names = [field.name for field in FIELDS[Kind(row.kind)]]
        self.columns: dict[str, dict[str, Any]] = {}

    def read(self, said: str) -> Cells:
        """Return what an object says, field by field."""
        told = product_lines.read_object(said)
        keys = [key for key in told if "\x00" not in key]
        reasons = []
        if len(keys) < len(told):
            reasons.append(Reason("", "invalid", "A key holds a NUL character."))
        if new := [key for key in keys if key not in self.columns]:
            self._meet(new)
        cells: dict[str, str | None] = {}
        for key in keys:
            if name := self.columns[key]["field"]:
                cells[name] = _text(told[key])
                if isinstance(told[key], bool | list | dict) or "\x00" in (cells[name] or ""):
                    reasons.append(Reason(key, "invalid", "This is no text and no number."))
                    cells[name] = None
        row = [cells.get(name) for name in self.names]
        if reasons:
            raise RowRefused(reasons, row)
        return row

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
