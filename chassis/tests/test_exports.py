"""Exports: all rows of a list, as it is filtered, in one file."""

import pytest

from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Note

EXPORT = f"{NOTES}export/"


@pytest.fixture
def notes(db):
    """Make some notes."""
    for rank, title in enumerate(("=1+1", "lens", 'a "b", c')):
        Note.objects.create(title=title, rank=rank)


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_it_is_a_file(ana, notes):
    answer = ana.get(EXPORT)

    assert answer["Content-Disposition"] == 'attachment; filename="notes.csv"'
    assert text_of(answer).splitlines() == [
        "title,rank,due", "'=1+1,0,", "lens,1,", '"a ""b"", c",2,',
    ]  # fmt: skip


def test_it_is_filtered_and_searched_as_the_list(ana, notes):
    assert text_of(ana.get(EXPORT, {"rank": "1"})).splitlines()[1:] == ["lens,1,"]
    assert text_of(ana.get(EXPORT, {"search": "len"})).splitlines()[1:] == ["lens,1,"]


@pytest.mark.parametrize("question", [{"rank": "x"}, {"limit": "1"}, {"odd": "1"}])
def test_mistakes_are_told(ana, notes, refused, question):
    accept = {"Accept": "text/csv"}
    body = refused(ana.get(EXPORT, question, headers=accept), 400, "invalid")
    assert [each["attr"] for each in body["errors"]] == [*question]


def test_the_scope_is_asked_for(as_caller, refused):
    refused(as_caller(scopes=["notes:write"]).get(EXPORT), 403, "forbidden")
