"""Tasks are found by their labels, whoever wrote them, and in the order of the list."""

import pytest
from django.db import connection

from chassis.testing.plans import plan
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task, TaskLabel


def titles(api, label, more=""):
    rows = api.get(f"{TASKS}?label={label}{more}").json()["results"]
    return [row["title"] for row in rows]


def test_a_task_is_found_by_each_of_its_labels(ben):
    ben.post(TASKS, {"title": "Clean", "labels": ["Lens", "fragile"]})
    ben.post(TASKS, {"title": "Sweep"})

    assert titles(ben, "lens") == titles(ben, "FRAGILE") == ["Clean"]
    assert titles(ben, "len") == []


def test_what_was_changed_is_found_by_what_it_says_now(ben):
    task = ben.post(TASKS, {"title": "Clean", "labels": ["lens", "old"]}).json()

    ben.patch(f"{TASKS}{task['id']}/", {"labels": ["lens", "new"]})

    assert [titles(ben, label) for label in ("lens", "old", "new")] == [["Clean"], [], ["Clean"]]


def test_rows_that_no_verb_wrote_are_found_too(ben, make_task):
    make_task(title="One")
    make_task(title="Two", labels=["lens", "lens"])

    Task.objects.filter(title="One").update(labels=["lens"])

    assert titles(ben, "lens") == ["Two", "One"]


def test_what_is_deleted_leaves_no_label_behind(ben):
    task = ben.post(TASKS, {"title": "Clean", "labels": ["lens"]}).json()

    ben.delete(f"{TASKS}{task['id']}/", headers={"If-Match": "*"})

    assert not TaskLabel.objects.exists()


def test_nobody_finds_what_they_do_not_see(ben, cleo, make_task):
    make_task(labels=["lens"])
    make_task(title="Hers", labels=["lens"], created_by=cleo.caller_id)

    assert titles(cleo, "lens") == ["Hers"]


@pytest.mark.parametrize("more", ["", "&ordering=title", "&status=open&search=task"])
def test_pages_of_a_label_follow_each_other(ben, make_task, more):
    for number in range(5):
        make_task(title=f"Task {number}", labels=["lens", f"{number}"])
    made = [f"Task {number}" for number in range(5)]

    first = ben.get(f"{TASKS}?label=lens&limit=2&count=true{more}").json()
    second = ben.get(first["next"]).json()
    third = ben.get(second["next"]).json()

    found = [row["title"] for page in (first, second, third) for row in page["results"]]
    assert found == (made if "title" in more else made[::-1])
    assert (first["count"], third["next"]) == (5, None)


def test_a_page_of_a_label_is_read_in_its_order(ben, make_task):
    for number in range(300):
        make_task(labels=["lens"] if number % 3 else [])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE work_task, work_tasklabel")

    first, following = plan(ben, f"{TASKS}?label=lens&limit=1")

    assert "using task_by_label" in first
    assert "Sort" not in first.partition("SubPlan")[0]
    assert "using task_by_label" in plan(ben, following)[0]
