"""Make a projection from its source alone."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from chassis.projections.applying import insert, upsert, written_fields
from chassis.projections.models import Projection, Upkeep
from chassis.projections.source import Source


def rebuild(model: type[Projection]) -> int:
    """Make a projection from its source alone, in one transaction; return how many rows it has.

    What events write meanwhile stays: it is newer than what was asked for.
    """
    stage = f"staged_{model._meta.db_table}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{stage}" (LIKE "{model._meta.db_table}" INCLUDING ALL)')
        cursor.execute("SELECT clock_timestamp()")
        (began,) = cursor.fetchone()
        rows = sum(
            upsert(page.rows, where="FALSE", table=stage)
            for page in Source(model).pages()
            if page.rows
        )
        _replace(model, stage, began)
        cursor.execute(f'DROP TABLE "{stage}"')
        Upkeep.objects.update_or_create(feed=model.feed, defaults={"built_at": timezone.now()})
    return rows


def _replace(model: type[Projection], stage: str, began: Any) -> None:
    """Put what was staged in the place of what was there before we began."""
    table = model._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in written_fields(model))
    select = f'SELECT {names}, clock_timestamp() FROM "{stage}" ORDER BY "id"'  # noqa: S608
    where = "stored.version < excluded.version OR stored.applied_at < %s"
    with connection.cursor() as cursor:
        # Readers go on; a consumer in the middle of its rows is waited for, so that we never cross.
        cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
        cursor.execute(
            f'DELETE FROM "{table}" WHERE gone_at IS NULL AND applied_at < %s'  # noqa: S608
            f' AND NOT EXISTS (SELECT FROM "{stage}" AS kept WHERE kept.id = "{table}".id)',
            [began],
        )
        cursor.execute(insert(model, select, where), [began])
