"""An import is kept as long as its job, which has its report: until 90 days after its end."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from catalog_service.imports.models import FOLDER, Import

# A file is stored before its row is committed: a younger one may still get its row.
LONGEST_UPLOAD = timedelta(hours=1)


def forget_imports(*, at: datetime) -> dict[str, int]:
    """Delete the imports whose jobs are forgotten; once they are gone, files without an import."""
    imports, _ = Import.objects.filter(job=None).delete()
    storage = Import._meta.get_field("file").storage
    files = list(_left_over(storage, at - LONGEST_UPLOAD))
    for name in files:
        storage.delete(name)
    return {"imports": imports, "files": len(files)}


def _left_over(storage: Storage, before: datetime) -> Iterator[str]:
    """Return what deleted imports left, and uploads whose transaction was rolled back."""
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    known = set(Import.objects.values_list("file", flat=True))
    for name in (f"{FOLDER}/{each}" for each in names):
        if name not in known and storage.get_modified_time(name) < before:
            yield name
