"""Rows by keys that another query finds."""

import json

import pytest
from django.db.models import Q

from chassis import keys
from chassis.tests.project.notes.models import Line, Note


@pytest.fixture
def lines(db):
    for rank in range(3):
        note = Note.objects.create(title=f"{rank}", rank=rank)
        note.lines.create(text="odd" if rank % 2 else "even")


@pytest.mark.parametrize("few", [20_000, -1])
def test_few_and_many_are_the_same_rows(lines, monkeypatch, few):
    monkeypatch.setattr(keys, "FEW", few)
    even = Line.objects.filter(text="even").values("note")

    found = Note.objects.filter(keys.among(Note, "pk", even)).order_by("rank")

    assert [note.rank for note in found] == [0, 2]
    assert ("ARRAY" in str(found.query)) == (few > 0)


@pytest.mark.parametrize("few", [20_000, -1])
def test_a_condition_is_looked_up_if_it_holds_for_few(lines, monkeypatch, few):
    monkeypatch.setattr(keys, "FEW", few)

    found = Note.objects.filter(keys.looked_up(Note, Q(rank=1)))

    assert [note.rank for note in found] == [1]
    assert ("ARRAY" in str(found.query)) == (few > 0)


def test_several_conditions_are_expected_as_each_by_itself(lines):
    even = Line.objects.filter(text="even").values("note")
    asked = [Q(), Q(rank=1), Q(rank__lt=2), Q(pk__in=even), Q(title="%s"), Q(lines__text="odd")]

    plans = [json.loads(Note.objects.filter(each).explain(format="json")) for each in asked]
    alone = [plan["Plan"]["Plan Rows"] for [plan] in plans]

    assert keys.each_expected(Note, asked) == alone
    assert len(set(alone)) > 2
