"""Somebody is forgotten in the tables of tasks, whatever kinds of columns they have."""

from uuid import UUID

import pytest

from chassis.privacy import sweeping
from chassis.privacy.words import Erasure

pytestmark = pytest.mark.django_db
QUIX = UUID("018f5f5e-0000-7000-8000-0000000000aa")


def test_words_go_from_texts_and_from_lists_of_texts(make_task):
    task = make_task(title="Ask quix.7", labels=["quix.7", "lens"])
    other = make_task(title="Ask quix.77", labels=["lens"])
    erasure = Erasure(subject=QUIX, words=["quix.7"], called="Erased person 00AA")

    found = sweeping.sweep(erasure)

    task.refresh_from_db()
    other.refresh_from_db()
    assert (task.title, task.labels) == ("Ask Erased person 00AA", ["Erased person 00AA", "lens"])
    assert {row.label for row in task.task_labels.all()} == set(task.labels)
    assert (other.title, found["work_task"]) == ("Ask quix.77", 1)
