"""Filters: by declared names only, and strict about their values."""

import pytest

from chassis.api.filters import ChoiceInFilter, FilterSet
from chassis.jobs.models import Job, Status
from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Note
from chassis.tests.project.notes.views import NoteSerializer


@pytest.fixture
def notes(ana):
    ana.post(NOTES, {"title": "Oil the hinge", "rank": 1, "due_at": "2026-05-01T12:00:00Z"})
    ana.post(NOTES, {"title": "Oil the lock", "rank": 2, "is_open": False})
    ana.post(NOTES, {"title": "Paint the door", "rank": 3})


def found(client, **asked):
    answer = client.get(NOTES, {"ordering": "rank", **asked})
    assert answer.status_code == 200, answer.content
    return [row["rank"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("asked", "ranks"),
    [
        ({}, [1, 2, 3]),
        ({"rank": 2}, [2]),
        ({"rank__gte": 2}, [2, 3]),
        ({"rank__in": "1,3"}, [1, 3]),
        ({"is_open": "true"}, [1, 3]),
        ({"is_open": "false"}, [2]),
        ({"due_at__isnull": "true"}, [2, 3]),
        ({"due_at__isnull": "false"}, [1]),
        ({"due_at__lte": "2026-05-01T12:00:00.000000Z"}, [1]),
        ({"search": "oil"}, [1, 2]),
        ({"search": "oil lock"}, [2]),
        ({"rank__gte": 2, "is_open": "true"}, [3]),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(ana, notes, asked, ranks):
    assert found(ana, **asked) == ranks


def test_a_parameter_nobody_declared_is_refused_with_the_known_ones(ana, refused):
    body = refused(ana.get(f"{NOTES}?completed=true"), 400, "invalid")

    assert body["errors"][0]["attr"] == "completed"
    assert "rank__gte" in body["errors"][0]["detail"]
    assert "cursor" in body["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "{row}"),
        ("get", "{row}history/"),
        ("post", NOTES),
        ("patch", "{row}"),
        ("delete", "{row}"),
        ("post", f"{NOTES}count/"),
    ],
)
def test_it_is_refused_on_single_rows_and_by_writes_too(ana, refused, method, path):
    row = ana.post(NOTES, {"title": "Tidy"})["Location"]

    body = refused(getattr(ana, method)(f"{path.format(row=row)}?dry_run=true", {}), 400, "invalid")

    assert body["errors"][0]["attr"] == "dry_run"
    assert [note.title for note in Note.objects.all()] == ["Tidy"]


def test_the_format_may_be_chosen_wherever_there_is_an_answer(ana):
    row = ana.post(f"{NOTES}?format=json", {"title": "Tidy"})["Location"]

    assert ana.get(f"{row}?format=json").status_code == 200
    assert ana.options(f"{row}?whatever=1").status_code == 200


def test_a_parameter_that_is_too_long_is_refused(ana, refused):
    refused(ana.get(NOTES, {"search": "a" * 4097}), 400, "invalid")


@pytest.mark.parametrize(
    "asked",
    [
        {"is_open": "yes"},
        {"is_open": "True"},
        {"is_open": "1"},
        {"due_at__isnull": "maybe"},
        {"rank": "many"},
        {"rank": "NaN"},
        {"rank": "1e400"},
        {"rank": "-1e999999999"},
        {"rank__in": "1,-1e999999999"},
        {"rank__in": "1,x"},
        {"due_at__lte": "tomorrow"},
        {"due_at__lte": "9999-99-99"},
        {"search": "\x00"},
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(ana, refused, asked):
    refused(ana.get(NOTES, asked), 400, "invalid")


def test_the_fields_of_the_answer_can_be_chosen(ana, notes):
    row = ana.get(f"{NOTES}?fields=id,title&limit=1").json()["results"][0]

    assert set(row) == {"id", "title"}


def test_fields_of_the_answer_can_be_left_out(ana, notes):
    row = ana.get(f"{NOTES}?omit=title,rank&limit=1").json()["results"][0]

    assert "title" not in row
    assert "due_at" in row


def test_one_row_can_be_cut_to_fields_too(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]

    assert ana.get(f"{place}?fields=rank").json() == {"rank": 0}


def test_several_choices_are_filtered_by_strictly():
    chosen, extra = FilterSet.filter_for_lookup(Job._meta.get_field("status"), "in")

    assert chosen is ChoiceInFilter
    assert extra == {"choices": Status.choices}


def test_outside_of_a_request_all_fields_are_shown():
    assert NoteSerializer([], many=True).data == []
    assert "title" in NoteSerializer(Note()).data


@pytest.mark.parametrize("parameter", ["fields", "omit"])
def test_an_unknown_field_is_refused_with_the_known_ones_even_on_an_empty_list(
    ana, refused, parameter
):
    body = refused(ana.get(NOTES, {parameter: "colour"}), 400, "invalid")

    assert "No such field: colour. There are: id, title," in body["errors"][0]["detail"]


@pytest.mark.parametrize("wanted", ["csv", "xml", "JSON"])
def test_a_format_that_there_is_not_is_answered_with_those_there_are(ana, refused, wanted):
    row = ana.post(NOTES, {"title": "Tidy"})["Location"]

    for address in (NOTES, row):
        body = refused(ana.get(f"{address}?format={wanted}"), 406, "not_acceptable")
        assert "json (application/json), api (text/html)" in body["detail"]
