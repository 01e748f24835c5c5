"""The verbs of a note."""

from typing import Any

from django.db import IntegrityError, transaction

from chassis import jobs
from chassis.auth import Caller
from chassis.errors import Conflict
from chassis.jobs.models import Job
from chassis.tests.project.notes.models import Note


class TitleTaken(Conflict):
    """There is a note with this title already."""

    code = "title_taken"


def write_note(*, by: Caller, **words: Any) -> Note:
    """Write a note."""
    try:
        with transaction.atomic():
            return Note.objects.create(**words)
    except IntegrityError as error:
        raise TitleTaken(attr="title") from error


def change_note(*, note: Note, by: Caller, **words: Any) -> Note:
    """Change a note."""
    for name, value in words.items():
        setattr(note, name, value)
    note.save()
    return note


def delete_note(*, note: Note, by: Caller) -> None:
    """Delete a note."""
    note.delete()


def count_notes(*, by: Caller, **words: Any) -> Job:
    """Count the notes in the background."""
    return jobs.enqueue("notes.count", by=by, **words)
