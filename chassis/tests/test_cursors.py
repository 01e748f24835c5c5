"""Cursors: what we did not make for this very list is a 400."""

import base64
import json
from uuid import UUID

import pytest
from django.core.signing import Signer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.api import cursors
from chassis.api.cursors import parse
from chassis.api.filters import LONGEST
from chassis.api.ordering import columns
from chassis.testing.clients import client_of
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note

NOBODY = UUID(int=7)
BY_AGE = f"{Note._meta.label} by -created_at"


def unsigned(place):
    state = json.dumps(["-created_at", False, place])
    return base64.urlsafe_b64encode(state.encode()).decode().rstrip("=")


@pytest.fixture
def cursor(ana):
    """Return the cursor of the second page of notes by rank."""
    for title in "ab":
        ana.post(NOTES, {"title": title})
    return (
        ana.get(f"{NOTES}?ordering=rank&limit=1")
        .json()["next"]
        .partition("cursor=")[2]
        .partition("&")[0]
    )


def test_a_cursor_is_signed_as_django_signs():
    order = columns(Note.objects.all(), "-created_at", ("created_at",))
    place = "2026-01-01T00:00:00Z", str(NOBODY)

    for _ in range(2):  # the second time with the key that is kept
        text = cursors.signed(place, cursors.signer("-created_at", order), back=False)
        said, _, signature = text.rpartition(".")
        assert signature == Signer(salt=BY_AGE).signature(said)


def test_a_cursor_of_the_key_before_is_good_for_a_while(settings):
    order = columns(Note.objects.all(), "-created_at", ("created_at",))
    settings.SECRET_KEY_FALLBACKS = ["the key before"]
    cursors.signer.cache_clear()
    old = Signer(key="the key before", sep=".", salt=BY_AGE)

    text = old.sign_object([True, ["2026-01-01T00:00:00Z", str(NOBODY)]])
    found = parse(text, "-created_at", order)

    cursors.signer.cache_clear()
    assert (found.back, found.place[1]) == (True, NOBODY)


@pytest.mark.parametrize(
    "text",
    [
        "made-up",
        "..",
        ".",
        "\x00",
        "é",
        "\ud800".encode("utf-8", "surrogatepass"),
        "9" * 5000,
        unsigned(["\x00", "1"]),
        unsigned(["\ud800", "1"]),
        unsigned([10**30, None]),
        Signer(sep=".", salt="another list").sign_object(["-created_at", False, ["2026", "1"]]),
    ],
)
def test_a_cursor_that_we_did_not_make_is_refused(ana, refused, text):
    body = refused(ana.get(NOTES, {"cursor": text}), 400, "invalid")

    assert body["errors"][0]["attr"] == "cursor"


def test_a_cursor_belongs_to_one_ordering(ana, refused, cursor):
    assert ana.get(f"{NOTES}?ordering=rank&cursor={cursor}").status_code == 200

    refused(ana.get(f"{NOTES}?ordering=-rank&cursor={cursor}"), 400, "invalid")


def test_a_cursor_belongs_to_one_list(as_caller, refused, cursor):
    jobs = as_caller(scopes=["notes:read"]).get(
        f"/chassis/api/v1/jobs/?ordering=rank&cursor={cursor}"
    )

    refused(jobs, 400, "invalid")


def test_an_empty_cursor_is_the_first_page(ana, cursor):
    assert len(ana.get(f"{NOTES}?cursor=").json()["results"]) == 2


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(min_size=1, max_size=60).filter(str.strip))
def test_no_text_at_all_breaks_a_list(db, text):
    answer = client_of(scopes=WRITE).get(NOTES, {"cursor": text.encode("utf-8", "surrogatepass")})

    assert answer.status_code == 400


def test_a_cursor_of_long_words_fits_into_an_address():
    order = columns(Note.objects.all(), "title", ("title",), {})
    place = "\u6f22\U0001f52d" * 250, NOBODY

    text = cursors.signed(place, cursors.signer("title", order), back=False)

    assert len(text) < LONGEST
    assert parse(text, "title", order).place == place
