"""The doors of background work on notes."""

from typing import Any

from chassis.errors import Conflict
from chassis.jobs import Progress, job
from chassis.tests.project.notes.models import Note


@job("notes.count")
def count_notes(progress: Progress, *, end: str = "well", **_: object) -> dict[str, Any]:
    """Count the notes, or end as told."""
    progress.advance(1, 2)
    if end == "named":
        raise Conflict("There are too many notes.")
    if end == "broken":
        raise RuntimeError("a secret of the machine room")
    if end == "never":
        while True:
            progress.advance(1, 2)
    if end == "odd":
        return {"notes": object()}
    with progress.file("notes.txt") as file:
        file.writelines(f"{note.title}\n".encode() for note in Note.objects.order_by("title"))
    progress.advance(2, 2)
    return {"notes": Note.objects.count()}
