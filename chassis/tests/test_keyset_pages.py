"""Keyset pages: whoever walks a list sees each row once, in order, there and back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.api.ordering import columns
from chassis.api.pages import ADDRESSES
from chassis.api.rows.gathering import BETWEEN
from chassis.testing.clients import client_of
from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.models import Note

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FIELDS = ("created_at", "title", "rank", "due_at")
DUE = [None, NOON, NOON + timedelta(microseconds=1), NOON + timedelta(days=1)]


@st.composite
def orderings(draw):
    """Draw any declared ordering: some of the fields, each in either direction."""
    names = draw(st.lists(st.sampled_from(FIELDS), unique=True, min_size=1, max_size=3))
    return ",".join(draw(st.sampled_from(["", "-"])) + name for name in names)


def rows():
    """Draw the values of a few notes, with many ties and missing dates."""
    row = st.tuples(st.integers(0, 2), st.sampled_from(DUE), st.sampled_from([NOON, DUE[3]]))
    return st.lists(row, min_size=1, max_size=9)


def write(drawn):
    Note.objects.all().delete()
    Note.objects.bulk_create(
        Note(title=f"n{i}", rank=rank, due_at=due, created_at=made)
        for i, (rank, due, made) in enumerate(drawn)
    )


def walk(client, address, link):
    pages = []
    while address:
        body = client.get(address).json()
        pages.append([row["id"] for row in body["results"]])
        address, last = body[link], address
    return pages, last


def expected(ordering):
    """Sort in Python: a missing date is the end of time; the id decides, in the last direction."""
    names = ordering.split(",")
    names.append("-id" if names[-1].startswith("-") else "id")
    found = list(Note.objects.all())
    for name in reversed(names):
        field = name.removeprefix("-")
        found.sort(
            key=lambda note, field=field: (
                (getattr(note, field) is None, getattr(note, field) or 0)
                if field != "id"
                else (False, note.id)
            ),
            reverse=name.startswith("-"),
        )
    return [str(note.id) for note in found]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=rows(), ordering=orderings(), limit=st.integers(1, 5))
def test_the_pages_are_the_sorted_list_there_and_back(db, drawn, ordering, limit):
    client = client_of(scopes=WRITE)
    write(drawn)

    there, last = walk(client, f"{NOTES}?ordering={ordering}&limit={limit}", "next")
    back, _ = walk(client, last, "previous")

    assert [id for page in there for id in page] == expected(ordering)
    assert back[::-1] == there
    assert all(len(page) == limit for page in there[:-1])


@pytest.fixture
def three(ana):
    return [ana.post(NOTES, {"title": title}).json()["id"] for title in "abc"]


def test_the_only_page_has_no_links(ana, three):
    body = ana.get(NOTES).json()

    assert (body["next"], body["previous"]) == (None, None)
    assert [row["id"] for row in body["results"]] == three[::-1]


def test_whatever_stands_in_a_row_cuts_no_page(ana):
    titles = {f"a{BETWEEN}b", f'"{BETWEEN}"', "},{", "}\r,\n{\u2028"}
    for title in titles:
        Note.objects.create(title=title)

    first = ana.get(f"{NOTES}?limit=3").json()
    second = ana.get(first["next"]).json()
    back = ana.get(second["previous"]).json()

    assert {row["title"] for row in first["results"] + second["results"]} == titles
    assert back["results"] == first["results"]


@override_settings(ALLOWED_HOSTS=["one.example", "two.example"])
def test_links_lead_to_the_host_that_was_asked(ana, three, monkeypatch):
    monkeypatch.setattr("chassis.api.pages.MOST_ADDRESSES", 2)

    for host in ("one.example", "two.example:8000", "one.example", "two.example:8001"):
        page = ana.get(f"{NOTES}?limit=1", headers={"Host": host}).json()
        assert page["next"].startswith(f"http://{host}{NOTES}?")
        assert len(ADDRESSES) <= 2
    for _ in range(2):
        assert ana.get(NOTES, headers={"Host": "three.example"}).status_code == 400


@override_settings(ALLOWED_HOSTS=["one.example"])
def test_no_long_name_of_a_host_is_remembered(ana, three):
    host = f"one.example:{'0' * 600}1"

    assert ana.get(f"{NOTES}?limit=1", headers={"Host": host}).json()["next"]
    assert not any(host in said for said in ADDRESSES)


def test_an_empty_list_is_a_page(ana):
    assert ana.get(NOTES).json() == {"next": None, "previous": None, "results": []}


def test_the_count_is_told_when_it_is_asked_for(ana, three):
    assert ana.get(f"{NOTES}?count=true&limit=1").json()["count"] == 3
    assert "count" not in ana.get(f"{NOTES}?count=false").json()


@pytest.mark.parametrize("limit", ["0", "-1", "201", "ten", "", "1.5", "²", "9" * 30])
def test_a_limit_is_a_whole_number_from_1_to_200(ana, refused, limit):
    body = refused(ana.get(NOTES, {"limit": limit}), 400, "invalid")

    assert body["errors"][0]["attr"] == "limit"


def test_the_count_flag_is_strict(ana, refused):
    refused(ana.get(f"{NOTES}?count=yes"), 400, "invalid")


def test_an_ordering_nobody_declared_is_refused_with_the_choices(ana, refused):
    body = refused(ana.get(f"{NOTES}?ordering=-version"), 400, "invalid")

    assert "Choose from: created_at, title, rank, due_at." in body["errors"][0]["detail"]


def test_a_declared_id_ends_the_order():
    (only,) = columns(Note.objects.all(), "-id", ["id"])

    assert (only.name, only.descending) == ("id", True)


def test_a_field_can_be_ordered_by_only_once(ana, refused):
    refused(ana.get(f"{NOTES}?ordering=rank,-rank"), 400, "invalid")


def test_a_deep_page_is_found_by_one_row_comparison(ana, three):
    second = ana.get(f"{NOTES}?ordering=rank&limit=1").json()["next"]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        ana.get(second)

    sql = " ".join(query["sql"] for query in queries)
    assert '("notes_note"."rank", "notes_note"."id") > (' in sql
    assert "OFFSET" not in sql


def test_rows_that_come_and_go_shift_no_page(ana, three):
    second = ana.get(f"{NOTES}?ordering=title&limit=1").json()["next"]
    ana.delete(f"{NOTES}{three[0]}/")
    ana.post(NOTES, {"title": "_before all"})

    assert [row["title"] for row in ana.get(second).json()["results"]] == ["b"]


def test_a_page_costs_the_same_queries_however_long(ana, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        ana.get(NOTES)
