"""Say which rows can be undone, and why others cannot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from chassis.history.undoing.looking import Writes, names_of


class Reason(StrEnum):
    """Why a row stays as it is."""

    CHANGED = "changed"  # somebody changed it since
    DELETED = "deleted"  # somebody deleted what was changed
    IN_USE = "in_use"  # it was made, and others point to it by now
    LOST = "lost"  # what it pointed to before is gone, or its history does not go back so far


@dataclass(frozen=True)
class Sorted:
    """Rows to remove because they were made, rows to restore, and why others stay."""

    made: list[UUID] = field(default_factory=list)
    changed: list[UUID] = field(default_factory=list)
    left: dict[UUID, Reason] = field(default_factory=dict)


def sort(model: type[Model], ids: Sequence[UUID], writes: Writes) -> Sorted:
    """Lock rows that were found, and sort them. What was made and is gone again is in no list."""
    sql = _SORT.format(**names_of(model), used=_used(model), lost=_lost(model))
    found = Sorted()
    with connection.cursor() as cursor:
        words: dict[str, Any] = {**writes.words, "ids": [str(id) for id in ids]}
        cursor.execute(_LOCK.format(**names_of(model)), words)
        cursor.execute(sql, words)
        for id, is_new, reason in cursor.fetchall():
            if reason:
                found.left[id] = Reason(reason)
            else:
                (found.made if is_new else found.changed).append(id)
    return found


def _used(model: type[Model]) -> str:
    """Return the condition that others point to a row. Its own lines do not count."""
    quote = connection.ops.quote_name
    tests = [
        f"EXISTS (SELECT FROM {quote(relation.related_model._meta.db_table)} AS user_ "
        f"WHERE user_.{quote(relation.field.column)} = row_.id)"
        for relation in _pointers(model)
    ]
    return " OR ".join(tests) or "false"


def _pointers(model: type[Model]) -> Iterator[Any]:
    lines = set(getattr(model, "history_children", {}).values())
    relations: list[Any] = model._meta.get_fields(include_hidden=True)
    for relation in relations:
        is_pointer = relation.auto_created and not relation.concrete and not relation.many_to_many
        # The history points to rows too, but needs none of them.
        if is_pointer and relation.field.db_constraint and relation.name not in lines:
            yield relation


def _lost(model: type[Model]) -> str:
    """Return the condition that a row pointed to something before that is not there any more."""
    quote = connection.ops.quote_name
    pointers: list[Any] = [each for each in model._meta.concrete_fields if each.many_to_one]
    tests = [
        f"(was.{quote(each.column)} IS NOT NULL AND NOT EXISTS (SELECT FROM "
        f"{quote(each.related_model._meta.db_table)} AS target "
        f"WHERE target.id = was.{quote(each.column)}))"
        for each in pointers
    ]
    return " OR ".join(tests) or "false"


# For ever: nobody may come to need what is about to be removed.
_LOCK = "SELECT FROM {rows} WHERE id = ANY (%(ids)s::uuid[]) ORDER BY id FOR UPDATE"

_SORT = """
    SELECT undoing.id, undoing.is_new, CASE
        WHEN row_.id IS NULL THEN 'deleted'
        WHEN EXISTS (
            SELECT FROM {events} AS later
            WHERE later.pgh_obj_id = undoing.id AND later.pgh_id > undoing.first
              AND later.pgh_context_id = ANY (%(neutral)s::uuid[]) IS NOT TRUE
        ) THEN 'changed'
        WHEN undoing.is_new THEN CASE WHEN {used} THEN 'in_use' END
        WHEN was.pgh_id IS NULL OR {lost} THEN 'lost'
    END
    FROM {undoing} AS undoing
    LEFT JOIN {rows} AS row_ ON row_.id = undoing.id
    LEFT JOIN {events} AS was ON was.pgh_id = undoing.before
    WHERE undoing.id = ANY (%(ids)s::uuid[]) AND NOT (undoing.is_new AND row_.id IS NULL)
    ORDER BY undoing.id
"""
