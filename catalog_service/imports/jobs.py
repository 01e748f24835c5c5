"""The doors of background work on imports."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from catalog_service.imports import actions
from chassis.jobs import Progress, job, schedule


@job("imports.run")
def run_import(progress: Progress, *, import_id: str, **_: object) -> dict[str, Any]:
    """Do what the lines of a file say."""
    return actions.run_import(import_id=import_id, progress=progress)


@job("imports.undo")
def undo_import(progress: Progress, *, import_id: str, **_: object) -> dict[str, Any]:
    """Take back what an import did, as far as nobody changed it since."""
    return actions.undo_import(import_id=import_id, progress=progress)


@schedule(every=timedelta(days=1), offset=timedelta(hours=4))
@job("imports.forget_old")
def forget_old_imports(progress: Progress, **_: object) -> dict[str, int]:
    """Forget the imports whose jobs were forgotten, 90 days after their end, with their files."""
    return actions.forget_imports(at=timezone.now())
