"""The verbs of work, without any HTTP."""

import pytest
from django.db import IntegrityError, transaction

from tasks_service.work import actions
from tasks_service.work.models import Status, Task


def test_a_task_is_made_by_its_caller(db, by_ben):
    task = actions.create_task(by=by_ben, title="Clean the lens", completed=True)

    assert (task.created_by, task.status, task.completed) == (by_ben.id, Status.DONE, True)


def test_a_changed_task_knows_what_the_database_counted(make_task, by_ben):
    task = actions.change_task(task=make_task(), by=by_ben, completed=True)

    assert (task.completed, task.version) == (True, 2)


def test_a_task_is_deleted(make_task, by_ben):
    actions.delete_task(task=make_task(), by=by_ben)

    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"title": " "}, "a_task_has_a_title"),
        ({"status": "finished"}, "a_task_has_a_known_status"),
        ({"priority": 9}, "a_task_has_a_known_priority"),
    ],
)
def test_the_database_keeps_the_rules(make_task, fields, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        make_task(**fields)


def test_overdue_is_what_is_late_and_not_finished(make_task, noon):
    late = make_task(due_at=noon)
    make_task(due_at=noon, status=Status.DONE)
    make_task(due_at=None)

    at = noon.replace(hour=13)

    assert list(Task.objects.overdue(at=at)) == [late]
    assert [task.is_overdue(at=at) for task in Task.objects.order_by("id")] == [True, False, False]
