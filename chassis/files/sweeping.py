"""Files that no row knows: their transaction was rolled back, or their row went with its owner."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import Model

# A file is stored before its row is committed: a younger one may still get its row.
LONGEST_UPLOAD = timedelta(hours=1)
AT_ONCE = 1000


def sweep(model: type[Model], folder: str, *, at: datetime) -> int:
    """Delete the files of a folder that belong to no row of a model; return how many.

    A file is called as its row: `<id>.<anything>`.
    """
    files = [name for name in _unknown(model, folder) if _is_old(name, at)]
    for name in files:
        default_storage.delete(name)
    return len(files)


def _unknown(model: type[Model], folder: str) -> Iterator[str]:
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for start in range(0, len(names), AT_ONCE):
        some = {name: name.partition(".")[0] for name in names[start : start + AT_ONCE]}
        rows: Any = model._base_manager.filter(pk__in=set(some.values()))
        known = {str(pk) for pk in rows.values_list("pk", flat=True)}
        yield from (f"{folder}/{name}" for name, row in some.items() if row not in known)


def _is_old(name: str, at: datetime) -> bool:
    return default_storage.get_modified_time(name) < at - LONGEST_UPLOAD
