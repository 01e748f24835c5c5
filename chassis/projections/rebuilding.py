"""Make a projection from its source alone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from chassis.projections.applying import insert, upsert, written_fields
from chassis.projections.locking import write_alone
from chassis.projections.models import Projection, Upkeep
from chassis.projections.source import Source


@dataclass(frozen=True)
class Build:
    """How many rows there are; and whether some had been deaf to the events that came meanwhile."""

    rows: int
    had_deaf_rows: bool


def rebuild(model: type[Projection]) -> int:
    """Make a projection from its source alone; return how many rows it has.

    What events write meanwhile stays: it is newer than what was asked for. A row whose version was
    higher than its source ever gave took no event until it was replaced: then all is read again.
    """
    build = _build(model)
    return _build(model).rows if build.had_deaf_rows else build.rows


def _build(model: type[Projection]) -> Build:
    """Ask outside of a transaction: one that idles meanwhile would be ended, or be waited for."""
    with _stage(model) as stage:
        began = _now()
        pages = Source(model).pages()
        rows = sum(upsert(page.rows, where="FALSE", table=stage) for page in pages if page.rows)
        return Build(rows, _replace(model, stage, began))


@contextmanager
def _stage(model: type[Projection]) -> Iterator[str]:
    """Make a table that only this connection sees, and that ends with it."""
    stage, table = f"staged_{model._meta.db_table}", model._meta.db_table
    try:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE TEMP TABLE "{stage}" (LIKE "{table}" INCLUDING ALL)')
        yield stage
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{stage}"')


def _now() -> datetime:
    """Return the database's time, which `applied_at` is told in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    at: datetime = now
    return at


@transaction.atomic
def _replace(model: type[Projection], stage: str, began: datetime) -> bool:
    """Put what was staged in the place of what was there before we began.

    Return whether any of that had a higher version.
    """
    table = model._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in written_fields(model))
    select = f'SELECT {names}, clock_timestamp() FROM "{stage}" ORDER BY "id"'  # noqa: S608
    where = "stored.version < excluded.version OR stored.applied_at < %s"
    write_alone(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT EXISTS (SELECT FROM "{table}" AS stored JOIN "{stage}" AS kept USING (id)'  # noqa: S608
            " WHERE stored.version > kept.version AND stored.applied_at < %s)",
            [began],
        )
        (had_deaf_rows,) = cursor.fetchone()
        cursor.execute(
            f'DELETE FROM "{table}" WHERE gone_at IS NULL AND applied_at < %s'  # noqa: S608
            f' AND NOT EXISTS (SELECT FROM "{stage}" AS kept WHERE kept.id = "{table}".id)',
            [began],
        )
        cursor.execute(insert(model, select, where), [began])
    Upkeep.objects.update_or_create(feed=model.feed, defaults={"built_at": timezone.now()})
    return bool(had_deaf_rows)
