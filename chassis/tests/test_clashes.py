"""From the database's no to a named error."""

import pytest
from django.db import IntegrityError

from chassis.errors import Conflict
from chassis.errors.clashes import clashes
from chassis.errors.handler import handle
from chassis.tests.project.notes.models import Note


class TitleTaken(Conflict):
    """There is a note with this title already."""

    code = "title_taken"


def test_a_broken_constraint_raises_the_error_that_bears_its_name(db):
    Note.objects.create(title="x")

    with pytest.raises(TitleTaken), clashes(one_note_per_title=TitleTaken(attr="title")):
        Note.objects.create(title="x")

    assert Note.objects.count() == 1  # the transaction goes on


def test_a_constraint_without_a_name_here_is_no_secret(db):
    Note.objects.create(title="x")

    with pytest.raises(IntegrityError), clashes(another_rule=TitleTaken()):
        Note.objects.create(title="x")


def test_rows_that_the_database_refuses_unnamed_are_a_conflict(rf):
    answer = handle(IntegrityError("insert or update violates"), {"request": rf.get("/x")})

    assert answer is not None
    assert (answer.status_code, answer.data["code"]) == (409, "conflict")
    assert "insert" not in answer.data["detail"]
