"""Write rows of a projection, only ever forwards: what is older than what is stored is left out.

Repeats, shuffles and late events therefore end in the same state as each event once and in order.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Field

from chassis.projections.models import Projection

NEWER = "stored.version < excluded.version"


def apply(rows: Iterable[Projection]) -> int:
    """Write what is newer than what is stored, in one statement; return how many rows that was."""
    newest = _newest(rows)
    return upsert(newest, where=NEWER) if newest else 0


def upsert(
    rows: Sequence[Projection], *, where: str, parameters: Sequence[Any] = (), table: str = ""
) -> int:
    """Insert rows of one projection; overwrite those that are stored where a condition holds."""
    model = type(rows[0])
    fields = written_fields(model)
    source = ", ".join(f"%s::{_type(field)}[]" for field in fields)
    columns = [[_value(field, row) for row in rows] for field in fields]
    select = f"SELECT *, clock_timestamp() FROM unnest({source})"  # noqa: S608  (types of columns)
    statement = insert(model, select, where, table)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*columns, *parameters])
        return cursor.rowcount


def insert(model: type[Projection], select: str, where: str, table: str = "") -> str:
    """Return the statement that inserts what a SELECT gives, as `upsert` does."""
    names = [f'"{field.column}"' for field in written_fields(model)] + ['"applied_at"']
    sets = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    return (
        f'INSERT INTO "{table or model._meta.db_table}" AS stored ({", ".join(names)}) {select} '
        f'ON CONFLICT ("id") DO UPDATE SET {sets} WHERE {where}'
    )


def written_fields(model: type[Projection]) -> list["Field[Any, Any]"]:
    """Return the fields that come from the source: the id first, and not when it was applied."""
    fields = [field for field in model._meta.concrete_fields if field.name != "applied_at"]
    return sorted(fields, key=lambda field: not field.primary_key)


def content(row: Projection) -> tuple[Any, ...]:
    """Return what a row says, to be compared; a tombstone says only that."""
    if row.gone_at is not None:
        return (row.pk, row.version, True)
    fields = (field for field in written_fields(type(row)) if field.name != "gone_at")
    return (*(field.to_python(getattr(row, field.attname)) for field in fields), False)


def _newest(rows: Iterable[Projection]) -> list[Projection]:
    """Return the newest row of each id, in the order of ids: two writers never lock crosswise."""
    newest: dict[Any, Projection] = {}
    for row in rows:
        known = newest.get(row.pk)
        if known is None or known.version < row.version:
            newest[row.pk] = row
    return [newest[key] for key in sorted(newest)]


def _value(field: "Field[Any, Any]", row: Projection) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


def _type(field: "Field[Any, Any]") -> str:
    """Without its length: a cast to varchar(200) would cut what is longer, and say nothing."""
    return str(field.db_type(connection)).partition("(")[0]
