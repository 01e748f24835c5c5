"""Rows are saved by statements that are planned once, and are then what the database has."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext

from chassis.tests.project.notes.models import Note

pytestmark = pytest.mark.django_db


def stored(note):
    return Note.objects.get(pk=note.pk).__dict__ | {"_state": note._state}


def test_a_saved_row_is_what_the_database_has():
    note = Note.objects.create(title="Tidy %s")
    assert note.__dict__ == stored(note)

    note.title = 'Paint "it"'
    note.save()

    assert note.__dict__ == stored(note)
    assert note.version == 2


def test_a_save_is_one_statement():
    note = Note(title="Tidy")
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            note.save()
        assert len(seen) == 1


def test_it_writes_only_what_it_is_told_to():
    note = Note.objects.create(title="Tidy", rank=1)
    Note.objects.update(rank=7)
    note.title = "Paint"

    note.save(update_fields=["title"])

    assert (stored(note)["rank"], stored(note)["title"], note.version) == (7, "Paint", 3)


def test_what_the_database_must_work_out_is_left_to_it():
    note = Note.objects.create(title=Upper(Value("tidy")), rank=1)
    assert stored(note)["title"] == "TIDY"
    note.rank = F("rank") + 1

    note.save()

    assert (stored(note)["rank"], note.version) == (2, 2)


def test_a_row_that_is_gone_is_made_anew_or_missed():
    note = Note.objects.create(title="Tidy")
    Note.objects.all().delete()

    with pytest.raises(DatabaseError), transaction.atomic():
        note.save(force_update=True)
    note.save()

    assert stored(note)["title"] == "Tidy"
