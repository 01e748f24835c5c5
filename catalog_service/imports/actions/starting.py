"""Take a file in."""

from django.core.files import File
from django.db import transaction

from catalog_service.imports.actions.columns import mapping_of
from catalog_service.imports.actions.looking import Told, look
from catalog_service.imports.models import Import, path_of
from chassis import jobs
from chassis.auth import Caller
from chassis.files.names import plain


def start_import(
    *, kind: str, file: "File[bytes]", by: Caller, dry_run: bool = False, **told: str
) -> Import:
    """Keep a file, and have a job do what its rows say. A broken file is refused at once."""
    # Before the first statement: no transaction waits in the database while the file is read.
    words = Told(**told)
    found = look(kind=kind, file=file, told=words)
    row = Import(
        kind=kind,
        file=file,
        file_name=plain(file.name),
        dry_run=dry_run,
        options=_options(kind, words),
        found=found.shown(),
        lines=found.lines,
        created_by=by.id,
    )
    try:
        _write(row, by)
    except BaseException:
        # The database forgets the row; its file would stay until `forget_imports` finds it.
        row.file.storage.delete(path_of(row, ""))
        raise
    return row


def _options(kind: str, told: Told) -> dict[str, object]:
    said = {name: value for name, value in vars(told).items() if value}
    return {**said, "mapping": mapping_of(kind, told.mapping)} if told.mapping else said


@transaction.atomic
def _write(row: Import, by: Caller) -> None:
    row.save()
    row.job = jobs.enqueue("imports.run", by=by, import_id=str(row.id))
    row.save()
