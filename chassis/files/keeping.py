"""Files come with their row, and go with it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from chassis.files import errors
from chassis.files.kinds import kind_of
from chassis.files.models import KeptFile
from chassis.files.names import named_for


def keep(row: KeptFile, file: Any) -> None:
    """Look at a file, make it harmless, and write it and its row. Raises DomainError.

    If the transaction is rolled back later, what was written stays until `sweep` finds it.
    """
    _take(row, file)
    try:
        row.save()
    except BaseException:
        _delete(row)
        raise


def discard(row: KeptFile) -> None:
    """Delete a row, and after the commit its files."""
    row.delete()
    transaction.on_commit(partial(_delete, row))


def _take(row: KeptFile, file: Any) -> None:
    most = settings.ATTACHMENT_MEGABYTES
    if file.size > most * 1_000_000:
        raise errors.FileTooHeavy(f"A file has at most {most} MB. Send a smaller one.", attr="file")
    if not file.size:
        raise errors.FileEmpty(attr="file")
    kind = kind_of(file)
    content: Any = file
    if kind.is_picture:
        from chassis.files.pictures import redraw  # ten megabytes: only who draws loads them

        picture = redraw(file, kind)
        kind, content = picture.kind, ContentFile(picture.content)
        row.width, row.height = picture.width, picture.height
        row.thumbnail.save("small.webp", ContentFile(picture.thumbnail), save=False)
    row.name, row.media_type, row.size = named_for(file.name, kind), kind.media_type, content.size
    row.file.save(kind.suffixes[0], content, save=False)


def _delete(row: KeptFile) -> None:
    for each in (row.file, row.thumbnail):
        if each.name:
            each.storage.delete(each.name)
