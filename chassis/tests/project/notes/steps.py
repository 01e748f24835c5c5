"""What flows may ask of notes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import Caller
from chassis.clients import UpstreamAway
from chassis.sagas import step, undo
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a note should say."""

    title: str
    end: str = "well"


@dataclass(frozen=True, kw_only=True)
class Made:
    """Which note was written."""

    note: UUID


@step("notes.write", refuses=[actions.TitleTaken])
def write_note(asked: Wanted, *, by: Caller, at: datetime) -> Made:
    """Write a note, or end as told."""
    note = actions.write_note(by=by, title=asked.title, due_at=at)
    if asked.end == "away":
        raise UpstreamAway("shelf")
    if asked.end == "broken":
        raise RuntimeError("a secret of the machine room")
    return Made(note=note.id)


@undo("notes.write")
def delete_note(made: Made, *, by: Caller, at: datetime) -> None:
    """Delete it."""
    actions.delete_note(note=Note.objects.get(pk=made.note), by=by)


@step("notes.count")
def count_notes(asked: dict[str, str], *, by: Caller, at: datetime) -> dict[str, int]:
    """Count the notes; there is nothing to take back."""
    return {"notes": Note.objects.count()}


@dataclass(frozen=True, kw_only=True)
class Filling:
    """How many notes there should be in the end."""

    until: int


@step("notes.fill")
def fill(asked: Filling, *, by: Caller, at: datetime) -> dict[str, int]:
    """Write one more note, and say how many are left to write."""
    count = Note.objects.count()
    actions.write_note(by=by, title=f"Note {count}")
    return {"left": asked.until - count - 1}
