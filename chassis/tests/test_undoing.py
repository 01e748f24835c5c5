"""Undoing: rows become what they were before some writes, lines too; what changed since stays."""

import pytest
from django.db import transaction

from chassis.history import undoing
from chassis.history.contexts import together
from chassis.history.undoing import Reason, Writes
from chassis.tests.project.notes.models import Line, Note

pytestmark = pytest.mark.django_db(transaction=True)


def content():
    """Return all notes and lines as they are, but for their versions."""
    notes = Note.objects.order_by("id").values_list("id", "title", "rank", "due_at")
    return [*notes], [*Line.objects.order_by("id").values_list("id", "note", "text")]


def note(title, *lines, **fields):
    """Make a note with lines."""
    row = Note.objects.create(title=title, **fields)
    for text in lines:
        row.lines.create(text=text)
    return row


def undo(*contexts, **words):
    """Undo some writes; return why rows were left."""
    writes = Writes(contexts, **words)
    undoing.look_back(Note, writes)
    left = {}
    try:
        for ids in undoing.pages(Note):
            with together() as own, transaction.atomic():
                found = undoing.sort(Note, ids, writes)
                undoing.take_back(Note, found, writes)
            left |= found.left
        return {Note.objects.get(pk=id).title: reason for id, reason in left.items()}, own
    finally:
        undoing.close(Note)


@pytest.fixture
def old(db):
    """Two notes that were there before."""
    return note("Shop", "Milk", "Tea", rank=1), note("Mend", rank=2)


def write(old):
    """Make a note, change a note and its lines, twice."""
    shop, mend = old
    with together(why="test") as context:
        note("New", "Line")
        shop.lines.get(text="Milk").delete()
        shop.lines.filter(text="Tea").update(text="Coffee")
        shop.lines.create(text="Salt")
        Note.objects.update(rank=7)
        Note.objects.filter(pk=mend.pk).update(title="Mended")
    return context


def test_rows_and_lines_are_what_they_were(old):
    before = content()
    context = write(old)
    assert content() != before

    left, _ = undo(context)

    assert left == {}
    assert content() == before


def test_what_was_changed_since_stays_and_is_named(old):
    context = write(old)
    Note.objects.filter(title="Shop").update(rank=8)
    Note.objects.filter(title="New").update(rank=8)

    left, _ = undo(context)

    assert left == {"Shop": Reason.CHANGED, "New": Reason.CHANGED}
    assert set(Note.objects.values_list("title", "rank")) == {("Shop", 8), ("New", 8), ("Mend", 2)}
    assert set(Line.objects.values_list("text", flat=True)) == {"Coffee", "Salt", "Line"}


def test_what_was_deleted_since_stays_deleted(old):
    context = write(old)
    Note.objects.filter(title__in=["Mended", "New"]).delete()
    found = undoing.look_back(Note, Writes([context]))

    (ids,) = undoing.pages(Note)
    with transaction.atomic():
        told = undoing.sort(Note, ids, Writes([context]))
    undoing.close(Note)

    assert (found, told.made, told.changed) == (3, [], [old[0].pk])
    assert told.left == {old[1].pk: Reason.DELETED}


def test_what_was_undone_since_is_no_change(old):
    before = content()
    first = write(old)
    with together() as second:
        Note.objects.update(rank=9)
    assert undo(first)[0].keys() == {"Shop", "Mended", "New"}

    _, own = undo(second)
    undo(first, undone=[second, own])

    assert content() == before


def test_a_try_that_follows_finds_what_is_left_to_do(old):
    context = write(old)
    _, own = undo(context)

    assert undoing.look_back(Note, Writes([context], own=[own])) == 0
    undoing.close(Note)
