"""Fields that nobody declared are refused; those that are only read may come back."""

import pytest

from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Note


@pytest.fixture
def place(ana):
    return ana.post(NOTES, {"title": "Tidy"})["Location"]


def test_a_slip_is_refused_and_it_is_said_what_was_meant(ana, refused):
    body = refused(ana.post(NOTES, {"title": "Tidy", "rnak": 3, "zzz": 1}), 400, "invalid")

    assert [(each["attr"], each["code"]) for each in body["errors"]] == [
        ("rnak", "unknown_field"),
        ("zzz", "unknown_field"),
    ]
    details = [each["detail"] for each in body["errors"]]
    assert "Did you mean `rank`?" in details[0]
    assert "Did you mean" not in details[1]
    assert details[1].endswith("There are: due_at, is_open, rank, title.")
    assert not Note.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_change_with_a_slip_changes_nothing(ana, place, refused, method):
    answer = getattr(ana, method)(place, {"title": "Paint", "is_opne": False})

    body = refused(answer, 400, "invalid")
    assert body["errors"][0]["attr"] == "is_opne"
    assert ana.get(place).json()["title"] == "Tidy"


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_a_get_tells_may_come_back(ana, place, method):
    sent = {**ana.get(place).json(), "rank": 7, "version": 99}

    answer = getattr(ana, method)(place, sent)

    assert (answer.status_code, answer.json()["rank"], answer["ETag"]) == (200, 7, '"2"')


def test_a_row_of_many_with_a_slip_is_refused_alone(ana, place):
    other = ana.post(NOTES, {"title": "Mend"}).json()["id"]
    slip = {"id": place.split("/")[-2], "rnak": 1}

    results = ana.post(f"{NOTES}bulk/", {"rows": [slip, {"id": other, "rank": 1}]}).json()

    assert [each["result"] for each in results["results"]] == ["refused", "changed"]
    assert results["results"][0]["errors"][0]["attr"] == "rnak"


def test_a_flood_of_them_is_answered_shortly(ana, refused):
    sent = {"title": "Tidy", **{f"{number}{'x' * 200}": 1 for number in range(5000)}}

    body = refused(ana.post(NOTES, sent), 400, "invalid")

    assert len(body["errors"]) == 20
    assert all(len(each["attr"]) == 100 for each in body["errors"])


def test_a_form_of_a_page_sends_what_pages_send(ana):
    form = {"title": "Tidy", "csrfmiddlewaretoken": "x"}

    assert ana.post(NOTES, form, format="multipart").status_code == 201
