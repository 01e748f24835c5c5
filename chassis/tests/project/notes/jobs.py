"""The doors of background work on notes."""

from typing import Any

from chassis.errors import Conflict
from chassis.jobs import Progress, job
from chassis.tests.project.notes.models import Note


@job("notes.count")
def count_notes(progress: Progress, *, fail: str = "", **_: object) -> dict[str, Any]:
    """Count the notes, or fail as told."""
    progress.advance(1, 2)
    if fail == "named":
        raise Conflict("There are too many notes.")
    if fail:
        raise RuntimeError("a secret of the machine room")
    progress.advance(2, 2)
    return {"notes": Note.objects.count()}
