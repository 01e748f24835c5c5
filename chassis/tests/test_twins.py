"""Requests that run at the same moment, on connections of their own."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import OperationalError, transaction

from chassis.idempotency import once
from chassis.testing.clients import client_of
from chassis.testing.threads import at_once, somebody_waits_for_a_lock
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet

pytestmark = pytest.mark.django_db(transaction=True)


def send():
    key = {"Idempotency-Key": "twins"}
    return client_of(scopes=WRITE).post(NOTES, {"title": "Tidy"}, headers=key)


@pytest.fixture
def first_waits(monkeypatch):
    """Let the first of the twins wait for something, after its first look at the database."""

    def waits(wait):
        def write(**words):
            Note.objects.exists()
            wait()
            return actions.write_note(**words)

        monkeypatch.setattr(NoteViewSet, "create_verb", staticmethod(write))

    return waits


def test_twins_with_one_key_have_one_effect_and_one_answer(first_waits):
    first_waits(lambda: time.sleep(0.2))

    answers = at_once(*[send] * 4)

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert Note.objects.count() == 1


def test_a_twin_of_a_request_that_runs_on_is_told_so(first_waits, monkeypatch):
    told = Event()
    monkeypatch.setattr(once, "WAITS_SECONDS", 0.1)
    first_waits(lambda: told.wait(20))

    def send_and_tell():
        answer = send()
        told.set()
        return answer

    answers = at_once(send_and_tell, send_and_tell)

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert {answer.json().get("code") for answer in answers} == {None, "request_in_progress"}


def test_a_twin_of_a_request_that_failed_takes_its_place(monkeypatch):
    tries = []

    def fails_once(**words):
        Note.objects.exists()
        tries.append(1)
        time.sleep(0.1)
        if len(tries) == 1:
            raise OperationalError("the process was killed")
        return actions.write_note(**words)

    monkeypatch.setattr(NoteViewSet, "create_verb", staticmethod(fails_once))

    assert sorted(answer.status_code for answer in at_once(send, send)) == [201, 503]
    assert Note.objects.count() == 1


def test_of_two_editors_of_one_version_exactly_one_wins():
    place = client_of(scopes=WRITE).post(NOTES, {"title": "Tidy"})["Location"]

    def edit(rank):
        client = client_of(scopes=WRITE)
        return client.patch(place, {"rank": rank}, headers={"If-Match": '"1"'}).status_code

    statuses = at_once(*[lambda rank=rank: edit(rank) for rank in (1, 2, 3, 4)])

    assert sorted(statuses) == [200, 412, 412, 412]
    assert Note.objects.get().version == 2


def test_a_row_that_is_deleted_while_an_editor_waits_is_gone(wait_for):
    place = client_of(scopes=WRITE).post(NOTES, {"title": "Tidy"})["Location"]

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Note.objects.all().delete()
        edit = pool.submit(at_once, lambda: client_of(scopes=WRITE).patch(place, {"rank": 1}))
        wait_for(somebody_waits_for_a_lock)

    (answer,) = edit.result(10)
    assert answer.status_code == 404


def test_an_editor_who_was_ended_for_a_deadlock_begins_again(monkeypatch):
    notes = [Note.objects.create(title=title) for title in ("Tidy", "Sweep")]
    change, both_have_theirs, tries = actions.change_note, Barrier(2), []

    def change_both(*, note, by, **words):
        tries.append(note.pk)
        if len(tries) <= 2:
            both_have_theirs.wait(10)
        Note.objects.exclude(pk=note.pk).select_for_update().get()
        return change(note=note, by=by, **words)

    def edit(note):
        return client_of(scopes=WRITE).patch(f"{NOTES}{note.pk}/", {"rank": 1}).status_code

    monkeypatch.setattr(NoteViewSet, "change_verb", staticmethod(change_both))

    assert at_once(*[lambda note=note: edit(note) for note in notes]) == [200, 200]
    assert len(tries) == 3
    assert Note.objects.filter(rank=1).count() == 2


def test_its_twin_after_two_deadlocks_the_caller_is_told(monkeypatch, refused):
    tries, ended = [], Exception("deadlock detected")
    ended.pgcode = "40P01"

    def deadlocked(**_):
        tries.append(1)
        raise OperationalError from ended

    monkeypatch.setattr(NoteViewSet, "create_verb", staticmethod(deadlocked))

    refused(client_of(scopes=WRITE).post(NOTES, {"title": "Tidy"}), 503, "service_unavailable")
    assert len(tries) == 2


def test_two_writers_of_one_title_make_one_note():
    def write():
        return client_of(scopes=WRITE).post(NOTES, {"title": "Tidy"}).status_code

    assert sorted(at_once(write, write)) == [201, 409]


def test_options_of_a_row_locks_nothing():
    client = client_of(scopes=WRITE)
    place = client.post(NOTES, {"title": "Tidy"})["Location"]

    answer = client.options(place)

    assert answer.status_code == 200
    assert "PUT" in answer.json()["actions"]
