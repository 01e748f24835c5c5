"""Do what a file says: read it into the database, check all of it, then put its rows."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import DatabaseError, transaction

from catalog_service.imports import errors
from catalog_service.imports.actions import staging
from catalog_service.imports.actions.applying import apply
from catalog_service.imports.actions.checking import check
from catalog_service.imports.actions.chunks import find_repeated
from catalog_service.imports.actions.dates import Notes, read_notes
from catalog_service.imports.actions.lending import find_borrowers, lend
from catalog_service.imports.actions.looking import GUESSED
from catalog_service.imports.actions.reading import rows_of
from catalog_service.imports.actions.reporting import summary, write_report
from catalog_service.imports.actions.specs import check_specs
from catalog_service.imports.models import Format, Import
from chassis.history.contexts import together
from chassis.jobs import Progress


def run_import(*, import_id: str, progress: Progress) -> dict[str, Any]:
    """Do what an import's rows say; rows with an issue are left out and reported.

    A try that follows one that died, or was cancelled, goes on after the last committed chunk.
    """
    row = Import.objects.get(id=import_id)
    with together(import_id=import_id) as context, _staged(row, progress) as notes:
        check(row, notes)
        check_specs(row, notes)
        find_repeated(row)
        find_borrowers(row, notes)
        _note(row, context, progress)
        for done in apply(row, notes, progress):
            progress.advance((row.lines + done) // 2, row.lines)
        lend(row, progress)
        progress.advance(row.lines, row.lines)
        write_report(progress)
        return summary(row)


@transaction.atomic
def _note(row: Import, context: UUID, progress: Progress) -> None:
    """Write down what was found, but nothing that an earlier try or a chunk counts."""
    progress.hold()
    if Import.objects.select_for_update().get(pk=row.pk).undo_job_id:
        raise errors.ImportUndone
    row.failed = staging.scalar("SELECT count(DISTINCT line) FROM issues")
    if not row.dry_run:
        row.contexts = [*row.contexts, context]
    row.save(update_fields=["lines", "found", "failed", "contexts"])
    if row.dry_run:  # it always tries everything, from the start
        row.created = row.updated = row.unchanged = row.lent = row.done_through = 0
        row.save(update_fields=["created", "updated", "unchanged", "lent", "done_through"])


@contextmanager
def _staged(row: Import, progress: Progress) -> Iterator[Notes]:
    """Stage the file for as long as it is needed, and find out what only all rows can tell."""

    def read(count: int) -> None:
        """A row is half done when it is read, and done when it is put."""
        progress.advance(min(count, row.lines) // 2, row.lines)

    try:
        with _open(row) as file:
            row.lines = staging.stage(row.kind, rows_of(row, file), read)
        told = row.options
        notes = read_notes(
            row.kind,
            is_table=row.found["format"] == Format.CSV,
            date_style=told.get("date_style", ""),
            decimal=told.get("decimal", ""),
        )
        before = [each for each in row.found.get("notices", []) if each["code"] == GUESSED]
        row.found |= {
            "date_style": notes.date_style,
            "decimal": notes.decimal,
            "notices": [*before, *notes.notices],
        }
        yield notes
    finally:
        with suppress(DatabaseError):  # the connection's end drops them too
            staging.drop()


def _open(row: Import) -> "File[bytes]":
    try:
        return row.file.open("rb")
    except FileNotFoundError as error:
        raise errors.FileGone from error
