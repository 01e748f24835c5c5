"""Remove what was made, and write back what was changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from chassis.history.undoing.looking import Writes, history_of, names_of
from chassis.history.undoing.sorting import Sorted
from chassis.saving import COUNTED


def take_back(model: type[Model], rows: Sorted, writes: Writes) -> None:
    """Undo rows that were sorted in this transaction, with their lines."""
    names = names_of(model)
    lines = [model._meta.get_field(name) for name in _lines(model)]
    for line in lines:
        _put_back_lines(line, rows.changed, writes)
        _execute(_REMOVE_LINES, _of(line), ids=rows.made)
    if rows.made:
        _execute("DELETE FROM {rows} WHERE id = ANY (%(ids)s::uuid[])", names, ids=rows.made)
    if rows.changed:
        kept = [column for column in _columns(model) if column not in ("id", *COUNTED)]
        sets = ", ".join(f"{_quoted(column)} = was.{_quoted(column)}" for column in kept)
        _execute(_PUT_BACK, {**names, "sets": sets}, ids=rows.changed)


def _lines(model: type[Model]) -> Sequence[str]:
    return [*getattr(model, "history_children", {}).values()]


def _put_back_lines(line: Any, parents: Sequence[UUID], writes: Writes) -> None:
    columns = _columns(line.related_model)
    names = {
        **_of(line),
        "columns": ", ".join(map(_quoted, columns)),
        "said": ", ".join(f"was.{_quoted(column)}" for column in columns),
        "sets": ", ".join(f"{_quoted(each)} = excluded.{_quoted(each)}" for each in columns),
    }
    if parents:
        _execute(_REMOVE_NEW_LINES, names, ids=parents, **writes.words)
        _execute(_PUT_BACK_LINES, names, ids=parents, **writes.words)


def _of(line: Any) -> dict[str, str]:
    return {**names_of(line.related_model), "parent": _quoted(line.field.column)}


def _columns(model: type[Model]) -> list[str]:
    """Return the columns that the history keeps."""
    kept = {field.column for field in history_of(model)._meta.concrete_fields}
    columns = [str(field.column) for field in model._meta.concrete_fields]
    return [column for column in columns if column in kept]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _execute(sql: str, names: dict[str, str], *, ids: Sequence[UUID], **words: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**names), {**words, "ids": [str(id) for id in ids]})


_PUT_BACK = """
    UPDATE {rows} AS row_ SET {sets}
    FROM {undoing} AS undoing JOIN {events} AS was ON was.pgh_id = undoing.before
    WHERE row_.id = undoing.id AND undoing.id = ANY (%(ids)s::uuid[])
"""

_REMOVE_LINES = "DELETE FROM {rows} WHERE {parent} = ANY (%(ids)s::uuid[])"

_TOUCHED = """
    SELECT pgh_obj_id AS id, min(pgh_id) AS first FROM {events}
    WHERE {parent} = ANY (%(ids)s::uuid[]) AND pgh_context_id = ANY (%(contexts)s::uuid[])
    GROUP BY pgh_obj_id
"""

_REMOVE_NEW_LINES = f"""
    DELETE FROM {{rows}} WHERE id IN (
        SELECT touched.id FROM ({_TOUCHED}) AS touched
        JOIN {{events}} AS came ON came.pgh_id = touched.first AND came.pgh_label = 'insert'
    )
"""  # noqa: S608  (our own words)

_PUT_BACK_LINES = f"""
    INSERT INTO {{rows}} ({{columns}})
    SELECT {{said}}
    FROM ({_TOUCHED}) AS touched
    JOIN {{events}} AS came ON came.pgh_id = touched.first AND came.pgh_label <> 'insert'
    JOIN {{events}} AS was ON was.pgh_id = (
        SELECT max(pgh_id) FROM {{events}} WHERE pgh_obj_id = touched.id AND pgh_id < touched.first
    )
    ON CONFLICT (id) DO UPDATE SET {{sets}}
"""  # noqa: S608  (our own words)
