"""`GET /<service>/internal/snapshots/<name>/`."""

from datetime import datetime

import pytest
from django.utils.timezone import now

from chassis.ids import uuid7
from chassis.projections.feeds import offer
from chassis.tests.project.copies.events import OriginalChanged
from chassis.tests.project.notes.models import Note
from chassis.tests.projections.conftest import FEED


def test_a_row_has_the_fields_of_the_event(service, notes):
    note = notes[0]

    row = service.get(FEED, {"limit": 1}).json()["results"][0]

    assert row == {
        "id": str(note.id),
        "original_id": str(note.id),
        "title": note.title,
        "rank": note.rank,
        "due_at": None,
        "weight": 0,
        "version": 1,
    }


def test_pages_follow_each_other_by_id(service, notes):
    seen, cursor = [], {}
    while True:
        page = service.get(FEED, {"limit": 3, **cursor}).json()
        seen += [row["id"] for row in page["results"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    assert seen == [str(note.id) for note in notes]


def test_a_full_page_may_be_the_last_one(service, notes):
    page = service.get(FEED, {"limit": 10}).json()
    rest = service.get(FEED, {"limit": 10, "cursor": page["next"]}).json()

    assert (len(page["results"]), rest["results"], rest["next"]) == (10, [], None)


def test_rows_are_found_by_their_ids(service, notes):
    wanted = {str(notes[1].id), str(notes[7].id)}

    page = service.get(FEED, {"id": [*wanted, str(uuid7())]}).json()

    assert {row["id"] for row in page["results"]} == wanted
    assert page["next"] is None


def test_a_page_says_until_when_it_tells_everything(service, notes):
    before = now()

    page = service.get(FEED).json()

    assert before <= datetime.fromisoformat(page["as_of"]) <= now()


def test_a_page_costs_two_queries(service, notes, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(service.get(FEED).json()["results"]) == 10


@pytest.mark.parametrize(
    "parameters",
    [
        {"cursor": "17"},
        {"limit": 0},
        {"limit": 1001},
        {"id": "17"},
        {"id": [str(uuid7()) for _ in range(101)]},
        {"colour": "red"},
    ],
)
def test_what_is_not_understood_is_refused(service, refused, parameters):
    refused(service.get(FEED, parameters), 400, "invalid")


def test_a_feed_that_nobody_offers_is_not_found(service, refused):
    refused(service.get(FEED.replace("originals", "fakes")), 404, "not_found")


def test_people_are_kept_out_whatever_their_scopes(as_caller, anonymous, refused):
    refused(as_caller(scopes=["chassis:internal"]).get(FEED), 403, "forbidden")
    refused(anonymous.get(FEED), 401, "unauthenticated")


def test_feeds_are_no_part_of_the_public_document(anonymous):
    assert b"snapshots" not in anonymous.get("/chassis/api/schema/").content


def test_two_feeds_of_one_name_are_refused():
    with pytest.raises(ValueError, match="Two feeds are called originals"):
        offer("originals", Note.objects.all(), fact=OriginalChanged.of)
