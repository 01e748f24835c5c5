"""Find out which field each column of a file is."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from catalog_service.imports import errors
from catalog_service.imports.actions.kinds import (
    FIELDS,
    INNER,
    NEEDED,
    field_called,
    is_custom,
    why_skipped,
)
from catalog_service.imports.models import Kind
from chassis.tables.rows import check_header


def columns_of(kind: str, header: Sequence[str], mapping: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what each column is: `{column, field, reason}`, the reason if it is no field."""
    check_header(header)
    unknown = sorted(mapping.keys() - set(header))
    if unknown:
        raise errors.BadMapping(f"The file has no column {unknown[0]!r}.", attr="mapping")
    taken = {str(field): column for column, field in mapping.items() if field}
    found = []
    for column in header:
        if column in mapping:
            field, reason = mapping[column] or "", "The mapping leaves it out."
        else:
            field, reason = _of_its_name(kind, column, taken)
        taken.setdefault(field, column)
        found.append({"column": column, "field": field or None, "reason": "" if field else reason})
    return found


def check_needed(kind: str, columns: Sequence[dict[str, Any]]) -> None:
    """Refuse a file that cannot say what its rows are of."""
    there = {column["field"] for column in columns}
    missing = [name for name in NEEDED[Kind(kind)] if name not in there]
    if missing:
        raise errors.ColumnMissing(
            f"No column is the {missing[0]}. Name yours: "
            f'mapping={{"<your column>": "{missing[0]}"}}.',
            attr="file",
        )


def mapping_of(kind: str, text: str) -> dict[str, str | None]:
    """Return a mapping that was sent as JSON: column → field, or null to leave it out."""
    try:
        mapping = json.loads(text or "{}")
    except (ValueError, RecursionError) as error:
        raise errors.BadMapping(attr="mapping") from error
    if not isinstance(mapping, dict):
        raise errors.BadMapping(attr="mapping")
    names = {field.name for field in FIELDS[Kind(kind)]} - {*INNER}
    fields = [field for field in mapping.values() if field is not None]
    if wrong := [field for field in fields if not _is_field(kind, field, names)]:
        choices = ", ".join(sorted(names))
        raise errors.BadMapping(
            f"There is no field {str(wrong[0])[:100]!r}. There are: {choices}.", attr="mapping"
        )
    if len(set(fields)) < len(fields):
        raise errors.BadMapping("Two columns are mapped to one field.", attr="mapping")
    return mapping


def _is_field(kind: str, field: Any, names: Collection[str]) -> bool:
    return isinstance(field, str) and (field in names or is_custom(kind, field))


def _of_its_name(kind: str, column: str, taken: dict[str, str]) -> tuple[str, str]:
    field = field_called(kind, column)
    if not field or field in INNER:
        return "", why_skipped(kind, column)
    if field in taken:
        return "", f"{field} is read from the column {taken[field]!r}."
    return field, ""
