"""Find the rows that some contexts wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

AT_ONCE = 1000


@dataclass(frozen=True)
class Writes:
    """The contexts of what is undone, and of what no longer counts as a change.

    `undone` are writes that were undone themselves, and their undoing; `own` is what this undoing
    did in earlier tries: its rows are not found again.
    """

    contexts: Sequence[UUID]
    undone: Sequence[UUID] = ()
    own: Sequence[UUID] = ()

    @property
    def words(self) -> dict[str, Any]:
        """The lists of ids, as SQL takes them."""
        return {
            "contexts": [str(each) for each in self.contexts],
            "neutral": [str(each) for each in (*self.contexts, *self.undone, *self.own)],
            "own": [str(each) for each in self.own],
        }


def names_of(model: type[Model]) -> dict[str, str]:
    """Return the tables of a model, quoted: its rows, their history, and those to undo."""
    quote = connection.ops.quote_name
    table, events = model._meta.db_table, history_of(model)._meta.db_table
    return {"rows": quote(table), "events": quote(events), "undoing": quote(f"undoing_{table}")}


def history_of(model: type[Model]) -> type[Model]:
    """Return the model of a tracked model's events."""
    events: type[Model] = model.pgh_event_model  # type: ignore[attr-defined]
    return events


def look_back(model: type[Model], writes: Writes) -> int:
    """Find a model's rows that the contexts wrote; return how many. Close it in the end."""
    close(model)
    names = names_of(model)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK.format(**names), writes.words)
        cursor.execute("ALTER TABLE {undoing} ADD PRIMARY KEY (id)".format(**names))
        cursor.execute("ANALYZE {undoing}".format(**names))
        cursor.execute("SELECT count(*) FROM {undoing}".format(**names))  # noqa: S608  (our own words)
        (count,) = cursor.fetchone()
    return int(count)


def close(model: type[Model]) -> None:
    """Forget what was found."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.{undoing}".format(**names_of(model)))


def pages(model: type[Model]) -> Iterator[list[UUID]]:
    """Yield the ids that were found, the newest first; one by one where a row stands on another."""
    stands = any(field.related_model is model for field in model._meta.fields)
    sql = "SELECT id FROM {undoing} WHERE %s::uuid IS NULL OR id < %s ORDER BY id DESC LIMIT %s"
    last: UUID | None = None
    while True:
        with connection.cursor() as cursor:
            cursor.execute(sql.format(**names_of(model)), [last, last, 1 if stands else AT_ONCE])
            ids = [id for (id,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]


_LOOK = """
    CREATE TEMP TABLE {undoing} AS
    WITH touched AS (
        SELECT pgh_obj_id AS id, min(pgh_id) AS first
        FROM {events} WHERE pgh_context_id = ANY (%(contexts)s::uuid[]) GROUP BY pgh_obj_id
    )
    SELECT id, first,
           (SELECT pgh_label FROM {events} WHERE pgh_id = touched.first) = 'insert' AS is_new,
           (SELECT max(pgh_id) FROM {events} WHERE pgh_obj_id = touched.id AND pgh_id < first)
               AS before
    FROM touched
    WHERE NOT EXISTS (
        SELECT FROM {events}
        WHERE pgh_obj_id = touched.id AND pgh_context_id = ANY (%(own)s::uuid[])
    )
"""
