"""The door that the worker comes in by."""

from typing import Any

from catalog_service.imports import actions
from chassis.jobs import Progress, job


@job("imports.run")
def run_import(progress: Progress, *, import_id: str, **_: object) -> dict[str, Any]:
    """Do what the lines of a file say."""
    return actions.run_import(import_id=import_id, progress=progress)
