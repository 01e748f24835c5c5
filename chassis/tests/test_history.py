"""The history: every field, on every write path, with who and which request."""

import pghistory
import pgtrigger
import pytest
from django.db import connection, transaction

from chassis.history import entries
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note

BEN = "018f5f5e-0000-7000-8000-00000000000b"


def history(client, place):
    return client.get(f"{place}history/").json()


def test_it_tells_who_changed_what_in_which_request(ana, as_caller):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    ben = as_caller(id=BEN, scopes=WRITE)
    ben.patch(place, {"rank": 7}, headers={"X-Request-ID": "the-second-request"})

    newest, oldest = history(ana, place)

    assert (newest["action"], newest["changes"]) == ("update", {"rank": [0, 7]})
    assert (newest["actor"], newest["request_id"]) == (BEN, "the-second-request")
    assert (oldest["action"], oldest["actor"]) == ("insert", ana.caller_id)
    assert oldest["changes"]["title"] == [None, "Tidy"]


@pytest.mark.django_db(transaction=True)
def test_the_lines_of_a_list_are_in_the_history_of_what_they_belong_to(ana):
    place = ana.post(NOTES, {"title": "Shop"})["Location"]
    note = Note.objects.get()
    with pghistory.context(request_id="the-second-request"), transaction.atomic():
        milk = note.lines.create(text="Milk")
        note.lines.create(text="Tea")
        note.save()
    with pghistory.context(actor=BEN):
        note.lines.filter(pk=milk.pk).update(text="Cream")
    with pghistory.context():
        note.delete()

    deleted, changed, listed, made = entries.entries(Note(id=place.split("/")[-2]))

    assert "lines" not in made["changes"]
    lines = [{"text": "Milk"}, {"text": "Tea"}]
    assert (listed["action"], listed["changes"]) == ("update", {"lines": [[], lines]})
    assert listed["request_id"] == "the-second-request"
    assert changed["changes"] == {"lines": [lines, [{"text": "Cream"}, {"text": "Tea"}]]}
    assert (changed["action"], changed["actor"]) == ("update", BEN)
    assert deleted["changes"]["lines"][1] == []


def test_numbers_that_have_names_are_told_by_them(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    Note.objects.update(weight=1)

    assert history(ana, place)[0]["changes"] == {"weight": ["none", "very_much"]}


def test_times_in_it_have_the_one_wire_form(ana):
    place = ana.post(NOTES, {"title": "Tidy", "due_at": "2026-05-01T12:00:00Z"})["Location"]

    (made,) = history(ana, place)

    assert made["changes"]["due_at"] == [None, "2026-05-01T12:00:00.000000Z"]
    assert made["at"].endswith("Z")


@pytest.mark.django_db(transaction=True)
def test_bulk_updates_are_in_it(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]

    Note.objects.update(rank=5)

    newest = history(ana, place)[0]
    assert (newest["changes"], newest["actor"], newest["request_id"]) == ({"rank": [0, 5]}, "", "")
    assert ana.get(place)["ETag"] == '"2"'


def test_raw_sql_is_in_it(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]

    with connection.cursor() as cursor:
        cursor.execute("UPDATE notes_note SET is_open = false")

    assert history(ana, place)[0]["changes"] == {"is_open": [True, False]}


def test_a_deletion_is_in_it(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    note = Note.objects.get()

    ana.delete(place)

    newest = entries.entries(note)[0]
    assert (newest["action"], newest["actor"]) == ("delete", ana.caller_id)


def test_it_ends_after_200_changes(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    for rank in range(1, 203):
        Note.objects.update(rank=rank)

    told = history(ana, place)

    assert len(told) == 200
    assert told[-1]["changes"] == {"rank": [2, 3]}


def test_it_costs_the_same_queries_however_long(ana, django_assert_num_queries):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    for rank in range(1, 20):
        Note.objects.update(rank=rank)

    with django_assert_num_queries(3):
        history(ana, place)


def test_the_history_of_what_is_not_there_is_a_404(ana, refused):
    refused(ana.get(f"{NOTES}018f5f5e-0000-7000-8000-0000000000ff/history/"), 404, "not_found")


def test_what_triggers_ask_first_catches_no_error(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosrc ~ 'EXCEPTION' AND proname = ANY (%s)",
            [["_pgtrigger_should_ignore", "_pgh_attach_context"]],
        )
        assert cursor.fetchall() == []


def test_who_says_nothing_leaves_no_context_also_after_somebody_who_did(transactional_db):
    with pghistory.context(actor=BEN):
        Note.objects.create(title="Tidy")
    Note.objects.create(title="Paint")

    events = Note.pgh_event_model.objects.order_by("pgh_id")
    assert [event.pgh_context and event.pgh_context.metadata for event in events] == [
        {"actor": BEN},
        None,
    ]


def test_triggers_are_ignored_only_as_long_as_somebody_says_so(transactional_db):
    note = Note.objects.create(title="Tidy")
    with pgtrigger.ignore():
        Note.objects.update(rank=1)
    Note.objects.update(rank=2)

    assert [event.rank for event in note.events.order_by("pgh_id")] == [0, 2]
