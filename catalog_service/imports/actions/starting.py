"""Take a file in."""

from django.core.files import File
from django.db import transaction

from catalog_service.imports.actions import lines
from catalog_service.imports.models import Import
from chassis import jobs
from chassis.auth import Caller


@transaction.atomic
def start_import(*, kind: str, file: "File[bytes]", by: Caller) -> Import:
    """Keep a file, and have a job do what its lines say. A broken file is refused at once."""
    count = lines.inspect(file)
    row = Import(kind=kind, file=file, file_name=_plain(file.name), lines=count, created_by=by.id)
    row.save()
    row.job = jobs.enqueue("imports.run", by=by, import_id=str(row.id))
    row.save()
    return row


def _plain(name: str | None) -> str:
    """Return a client's name for a file as something that can be shown."""
    return "".join(letter for letter in name or "" if letter.isprintable())[-255:]
