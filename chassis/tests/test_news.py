"""A change that says nothing new is none: the version stays, and nothing is written of it."""

import pytest

from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.views import NoteViewSet


@pytest.fixture
def place(ana):
    return ana.post(NOTES, {"title": "Tidy", "rank": 3, "due_at": "2026-03-02T12:00:00Z"})[
        "Location"
    ]


SAME = [
    {},
    {"title": "Tidy"},
    {"title": " Tidy ", "rank": "3"},
    {"due_at": "2026-03-02T13:00:00+01:00", "is_open": True},
    {"version": 7},
]


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("said", SAME)
def test_nothing_new_leaves_the_version_and_the_history(ana, place, method, said):
    before = ana.get(place)

    answer = getattr(ana, method)(place, said)

    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    assert answer.json() == before.json()
    assert len(ana.get(f"{place}history/").json()) == 1


def test_what_was_told_comes_back_without_a_trace(ana, place):
    assert ana.put(place, ana.get(place).json())["ETag"] == '"1"'


@pytest.mark.parametrize("said", [{"rank": 4}, {"is_open": False}, {"due_at": None}])
def test_something_new_counts_one(ana, place, said):
    assert ana.patch(place, said)["ETag"] == '"2"'


def test_whoever_says_nothing_must_have_read_it_still(ana, place, refused, monkeypatch):
    refused(ana.patch(place, {}, headers={"If-Match": '"7"'}), 412, "precondition_failed")
    assert ana.patch(place, {}, headers={"If-Match": '"1"'}).status_code == 200
    monkeypatch.setattr(NoteViewSet, "requires_if_match", True)
    refused(ana.patch(place, {}), 428, "precondition_required")


def test_rows_of_many_that_say_nothing_stay_as_they_are(ana, place):
    row = {"id": place.split("/")[-2], "rank": 3}

    result = ana.post(f"{NOTES}bulk/", {"rows": [row]}).json()["results"][0]

    assert (result["result"], result["version"]) == ("changed", 1)
