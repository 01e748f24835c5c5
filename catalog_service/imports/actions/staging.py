"""Bring a file's rows into the database, as text, before anything is done with them.

The tables are temporary: they are gone with the connection, nobody else can write to them, and a
try that comes after one that died stages the file again, which takes seconds.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection

from catalog_service.imports.actions.kinds import FIELDS
from catalog_service.imports.actions.reading import Row
from catalog_service.imports.models import Kind

PIECE_ROWS = 10_000
PIECE_LETTERS = 4_000_000

# The database holds no NUL; only what is reported of a refused row could be one.
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})


def stage(kind: str, rows: Iterable[Row], each: Callable[[int], None]) -> int:
    """Copy rows to `staged`, and why some were refused to `issues`; return how many there are.

    `each` is told after every piece how many were read.
    """
    fields = ", ".join(field.name for field in FIELDS[Kind(kind)])
    _make_tables(kind)
    count = 0
    with connection.cursor() as cursor:
        for piece in _pieces(rows):
            good = "".join(copy_line([str(row.line), *row.cells]) for row in piece if row.cells)
            bad = "".join(_issues(row) for row in piece if row.reasons)
            cursor.copy_expert(f"COPY staged (line, {fields}) FROM STDIN", io.StringIO(good))
            cursor.copy_expert(_COPY_ISSUES, io.StringIO(bad))
            count += len(piece)
            each(count)
        cursor.execute("ALTER TABLE staged ADD PRIMARY KEY (line)")
    return count


def drop() -> None:
    """Drop the tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS pg_temp.staged, pg_temp.issues, pg_temp.repeated, "
            "pg_temp.borrowed, pg_temp.states, pg_temp.told_specs"
        )


_COPY_ISSUES = 'COPY issues (line, "column", code, detail, value) FROM STDIN'


def copy_issues(issues: Iterable[tuple[int, str, str, str, str | None]]) -> None:
    """Write down what is wrong with rows."""
    lines = (copy_line([str(line), *words]) for line, *words in issues)
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY_ISSUES, io.StringIO("".join(lines)))


def _make_tables(kind: str) -> None:
    drop()
    columns = ", ".join(f"{field.name} text" for field in FIELDS[Kind(kind)])
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE staged (line integer NOT NULL, {columns})")
        cursor.execute(
            'CREATE TEMP TABLE issues (line integer NOT NULL, "column" text NOT NULL, '
            "code text NOT NULL, detail text NOT NULL, value text, "
            "number integer GENERATED ALWAYS AS IDENTITY)"
        )


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows some at a time: neither many rows nor long ones fill the memory."""
    piece: list[Row] = []
    letters = 0
    for row in rows:
        piece.append(row)
        letters += _letters(row)
        if len(piece) >= PIECE_ROWS or letters >= PIECE_LETTERS:
            yield piece
            piece, letters = [], 0
    yield piece


def _letters(row: Row) -> int:
    """Return how long a row is, with what is reported of it."""
    told = (len(r.attr) + len(r.code) + len(r.detail) + len(r.value or "") for r in row.reasons)
    return sum(map(len, filter(None, row.cells))) + sum(told)


def _issues(row: Row) -> str:
    return "".join(
        copy_line([str(row.line), reason.attr, reason.code, reason.detail, reason.value])
        for reason in row.reasons
    )


def copy_line(cells: list[str | None]) -> str:
    """Return a line of COPY's text format. In CSV an empty cell and NULL are easily confused."""
    return "\t".join(["\\N" if cell is None else _cell(cell) for cell in cells]) + "\n"


def _cell(cell: str) -> str:
    plain = cell.isprintable() and "\\" not in cell
    return cell if plain else cell.translate(_ESCAPES)


def scalar(sql: str, *values: Any) -> Any:
    """Return the one value that a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
