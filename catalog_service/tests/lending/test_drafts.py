"""Drafts: what is asked for, and not yet kept."""

import pytest

from catalog_service.lending.models import Hold
from catalog_service.tests.lending.test_reservations_api import RESERVATIONS, body


@pytest.fixture
def draft(cleo, asset):
    """A draft of Cleo's, as the API tells of it."""
    answer = cleo.post(RESERVATIONS, body("LT-1", is_draft=True))
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_draft_keeps_nothing_until_it_is_submitted(cleo, refused, draft):
    address = f"{RESERVATIONS}{draft['id']}/"

    assert (draft["status"], Hold.objects.count()) == ("draft", 0)
    submitted = cleo.post(f"{address}submit/")

    assert (submitted.status_code, submitted.json()["status"]) == (200, "approved")
    assert submitted["ETag"] == '"2"'
    assert Hold.objects.count() == 1
    refused(cleo.post(f"{address}submit/"), 409, "not_draft")


def test_who_submits_later_may_be_too_late(cleo, ben, refused, draft):
    ben.post(RESERVATIONS, body("LT-1"))

    refused(cleo.post(f"{RESERVATIONS}{draft['id']}/submit/"), 409, "taken")

    assert cleo.get(f"{RESERVATIONS}{draft['id']}/").json()["status"] == "draft"


def test_a_draft_is_changed_without_asking_what_is_free(cleo, ben, refused, draft, other):
    address = f"{RESERVATIONS}{draft['id']}/"
    ben.post(RESERVATIONS, body("LT-1"))

    cleo.patch(address, {"lines": [{"asset": "LT-1"}, {"asset": "LT-2"}], "note": "Both."})
    changed = cleo.patch(address, body(end=5) | {"lines": [{"asset": "LT-2"}]}).json()

    assert [line["tag"] for line in changed["lines"]] == ["LT-2"]
    assert (changed["status"], changed["note"], Hold.objects.count()) == ("draft", "Both.", 1)
    assert cleo.post(f"{address}submit/").json()["status"] == "approved"


def test_nobody_decides_about_a_draft(cleo, ben, refused, draft):
    address = f"{RESERVATIONS}{draft['id']}/"

    for verb, code in [
        ("approve", "not_requested"),
        ("reject", "not_requested"),
        ("collect", "not_approved"),
    ]:
        refused(ben.post(f"{address}{verb}/"), 409, code)
    assert cleo.post(f"{address}cancel/").json()["status"] == "cancelled"


def test_what_was_submitted_is_no_draft_any_more(cleo, refused, draft):
    address = f"{RESERVATIONS}{draft['id']}/"
    cleo.post(f"{address}submit/")

    problem = refused(cleo.patch(address, {"is_draft": True}), 400, "invalid")

    assert problem["errors"][0]["attr"] == "is_draft"
