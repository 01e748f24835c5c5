"""Do what the staged rows say, a chunk at a time: each is one transaction, with its own count."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import F

from catalog_service.gear import actions as gear
from catalog_service.imports.actions.chunks import Chunk, chunks_of
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.filling import fill
from catalog_service.imports.actions.staging import scalar
from catalog_service.imports.models import Import, Kind
from chassis.auth import Caller
from chassis.jobs import Progress

WAYS = {
    Kind.PRODUCTS: ("arriving_products", gear.put_products),
    Kind.ASSETS: ("arriving_assets", gear.put_assets),
    Kind.LOCATIONS: ("arriving_locations", gear.put_locations),
}


def apply(row: Import, notes: Notes, progress: Progress) -> Iterator[int]:
    """Put the rows that have no issue; after every chunk, yield how many rows are done.

    It begins after the last chunk that an earlier try committed.
    """
    done = _rows(0, row.done_through)
    for chunk in chunks_of(row):
        try:
            _put(row, chunk, notes, progress)
        except IntegrityError:
            # Somebody else made the same product meanwhile: now it is there to be found.
            _put(row, chunk, notes, progress)
        done += _rows(*chunk)
        yield done


def _rows(after: int, end: int) -> int:
    count: int = scalar("SELECT count(*) FROM staged WHERE line > %s AND line <= %s", after, end)
    return count


def _put(row: Import, chunk: Chunk, notes: Notes, progress: Progress) -> None:
    """Put one chunk, and count it with its effects, so that both are there or neither is.

    A dry run does the same and takes it back: what it tells is what would have happened, had no
    chunk before said the same product.
    """
    table, put = WAYS[Kind(row.kind)]
    with transaction.atomic():
        progress.hold()
        gear.arriving(table)
        fill(row.kind, chunk, notes)
        outcome = put(by=Caller(id=row.created_by))
        if row.dry_run:
            transaction.set_rollback(True)
        else:
            _count(row, outcome, chunk)
    if row.dry_run:
        with transaction.atomic():
            progress.hold()
            _count(row, outcome, chunk)


def _count(row: Import, outcome: gear.Outcome, chunk: Chunk) -> None:
    Import.objects.filter(pk=row.pk).update(
        created=F("created") + outcome.created,
        updated=F("updated") + outcome.updated,
        unchanged=F("unchanged") + outcome.unchanged,
        done_through=chunk[1],
    )
