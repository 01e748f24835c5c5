"""Rows are saved by statements that are planned once, and are then what the database has."""

import json

import pytest
from django.db import DatabaseError, DataError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Upper
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from chassis.answers import completed
from chassis.api.rows.shapes import names, shape
from chassis.api.rows.written import ask_along, read_back
from chassis.events import publish
from chassis.ids import uuid7
from chassis.postgres.statements import aside, is_none, said
from chassis.sagas.models import Saga
from chassis.saving import Along
from chassis.tests.project.notes.events import NoteTold
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteSerializer

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


SHOWN = shape(NoteSerializer, names(NoteSerializer))


@pytest.fixture
def painted():
    """A note that was changed, and whose update told it as an answer will."""
    note = Note.objects.create(title="Tidy")
    tell(note)  # for the first time, which PostgreSQL is prepared for
    ask_along(note, SHOWN)
    note.title = "Paint 100 %"
    note.save()
    return note


def tell(note):
    publish(NoteTold(note_id=note.pk, version=note.version, text="It is there."))


def shown(note):
    return json.loads(completed(read_back(note, SHOWN, status=200)).content)


def test_an_update_tells_the_row_as_its_answer_does(painted):
    tell(painted)
    with CaptureQueriesContext(connection) as seen:
        told = shown(painted)
    assert not seen.captured_queries
    assert told == shown(Note.objects.get(pk=painted.pk))


RANK = "UPDATE notes_note SET rank = 7 WHERE id = %s::uuid"


@pytest.fixture
def locked():
    """A note that is locked, whose next version is foretold."""
    note = Note.objects.create(title="Tidy")
    aside(RANK, [str(uuid7())])  # for the first time, which PostgreSQL is prepared for
    locked = Note.objects.select_for_update().get(pk=note.pk)
    ask_along(locked, SHOWN, is_foretold=True)
    locked.title = "Paint 100 %"
    return locked


def test_the_commit_tells_what_was_foretold(locked):
    sent = []
    for each in range(2):  # for the first one PostgreSQL is prepared
        locked.rank = each + 1
        locked.save()
        tell(locked)
        sent.append([each.split(b" ")[0] for each in connection.connection.waiting])
        told = shown(locked)
        assert told == shown(Note.objects.get(pk=locked.pk))
        assert (
            (told["rank"], told["version"]) == (locked.rank, locked.version) == (each + 1, each + 2)
        )
        ask_along(locked, SHOWN, is_foretold=True)

    assert sent[-1] == [b"EXECUTE", b"EXECUTE"]
    assert locked.updated_at == stored(locked)["updated_at"]


def test_only_what_is_not_as_it_was_found_is_written(locked):
    Note.objects.filter(pk=locked.pk).update(is_open=False)  # nobody can, while it is locked
    ask_along(locked, SHOWN, is_foretold=True)
    locked.version += 1
    locked.rank = locked.rank + 0
    locked.title = "Sand"

    locked.save()

    told = shown(locked)
    assert (told["title"], told["is_open"], told["version"]) == ("Sand", False, 3)


def test_of_many_changes_the_whole_row_is_written(locked):
    Note.objects.filter(pk=locked.pk).update(is_open=False)
    ask_along(locked, SHOWN, is_foretold=True)
    locked.version += 1
    locked.title, locked.rank, locked.due_at = "Sand", 7, now()

    locked.save()

    told = shown(locked)
    assert (told["title"], told["rank"], told["is_open"]) == ("Sand", 7, True)


def test_a_value_that_changed_inside_is_written():
    saga = Saga.objects.create(flow="a.flow", flow_version=1, subject="1", told={}, due_at=now())
    told = "CASE WHEN version = %s THEN status END, subject"
    saga.asked_along = Along("version", told, said(), dict(vars(saga)))
    saga.told["seen"] = True

    saga.save()

    assert connection.connection.waiting
    assert Saga.objects.get(pk=saga.pk).told == {"seen": True}


def test_a_value_that_is_an_expression_is_written_by_django(locked):
    locked.rank = F("rank") + 2

    locked.save()

    assert not connection.connection.waiting
    assert (locked.title, stored(locked)["rank"]) == ("Paint 100 %", 2)


def test_after_whatever_was_said_since_the_lock_nothing_is_foretold(locked):
    Note.objects.update(rank=7)

    locked.save(update_fields=["title"])

    assert not connection.connection.waiting
    assert (locked.version, shown(locked)["rank"]) == (3, 7)


def test_what_was_foretold_wrongly_is_refused(locked):
    aside(RANK, [str(locked.pk)])

    locked.save()

    with pytest.raises(DataError) as refused, transaction.atomic():
        shown(locked)
    assert is_none(refused.value)


def test_whatever_is_said_after_it_may_have_changed_the_row(painted):
    Note.objects.update(rank=7)

    assert (shown(painted)["rank"], painted.rank) == (7, 0)


def test_what_is_asked_otherwise_is_asked_anew(painted):
    title = shape(NoteSerializer, ("title",))

    answer = completed(read_back(painted, title, status=200))
    assert json.loads(answer.content) == {"title": "Paint 100 %"}
