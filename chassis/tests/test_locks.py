"""A row is locked in the same words for all callers of the same rights, and only theirs."""

import pytest

from chassis.api.again import locks
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteViewSet

BEN = "018f5f5e-0000-7000-8000-00000000000b"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(locks, "KNOWN", {})


@pytest.fixture
def places(ana):
    return [ana.post(NOTES, {"title": title})["Location"] for title in ("a", "b")]


def rename(client, place, title="other"):
    return client.patch(place, {"title": title}).status_code


def of_the_caller(view):
    return Note.objects.filter(title=view.request.caller.id)


def of_whom_the_database_says(view):
    return Note.objects.filter(rank=Note.objects.count() - 2)


def test_each_row_is_found_in_the_same_words(ana, places):
    assert [rename(ana, place, place[-9:]) for place in places] == [200, 200]
    ana.delete(places[0])

    assert rename(ana, places[0]) == 404
    assert rename(ana, f"{NOTES}nonsense/") == 404
    assert len(locks.KNOWN) == 2  # a change and a deletion


def test_each_caller_finds_their_own(ana, as_caller, places, monkeypatch):
    ben = as_caller(id=BEN, scopes=WRITE)
    for place, client in zip(places, (ana, ben), strict=True):
        assert rename(ana, place, client.caller_id) == 200
    monkeypatch.setattr(NoteViewSet, "get_queryset", of_the_caller)
    locks.KNOWN.clear()

    for _ in range(2):
        assert [rename(ana, place, ana.caller_id) for place in places] == [200, 404]
        assert [rename(ben, place, ben.caller_id) for place in places] == [404, 200]
    assert all(kept.statement for kept in locks.KNOWN.values())


def test_what_is_in_doubt_is_asked_by_each_anew(ana, places, monkeypatch):
    monkeypatch.setattr(NoteViewSet, "get_queryset", of_whom_the_database_says)

    assert [rename(ana, place, place[-9:]) for place in places] == [200, 200]
    (kept,) = locks.KNOWN.values()
    assert kept.statement is None


def test_it_is_found_out_anew_after_a_while_and_where_there_is_too_much(ana, places, monkeypatch):
    monkeypatch.setattr(locks, "FRESH_SECONDS", -1)
    monkeypatch.setattr(locks, "MOST", 1)

    assert [rename(ana, place, place[-9:]) for place in places] == [200, 200]
    ana.delete(places[0])

    assert len(locks.KNOWN) == 1
