"""What tasks tell other services, on every way on which they change."""

from django.core.management import call_command

from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.outbox import told
from tasks_service.tests.conftest import TASKS
from tasks_service.work import actions
from tasks_service.work.models import Task

CHANGED, DELETED = "tasks.task_changed.v1", "tasks.task_deleted.v1"
LIST = "/tasks/admin/work/task/"


def said(task_id, *, version=1, **changes):
    """Return what is told of a task."""
    usual = {
        "task_id": str(task_id),
        "title": "Clean the lens",
        "status": "open",
        "is_open": True,
        "assignee": None,
        "asset_id": None,
        "due_at": None,
        "blocks_gear": False,
    }
    return (CHANGED, version, {**usual, **changes})


def test_a_new_task_is_told_of(ben):
    camera = str(uuid7())
    words = {"title": "Clean the lens", "asset_id": camera, "assignee": DEMO_SUBS["cleo"]}

    made = ben.post(TASKS, words).json()

    assert told() == [said(made["id"], asset_id=camera, assignee=DEMO_SUBS["cleo"])]


def test_a_change_is_told_of_with_its_version(ben, make_task):
    task = make_task()

    ben.put(f"{TASKS}{task.id}/", {"completed": True})

    assert told() == [said(task.id, version=2, status="done", is_open=False)]


def test_what_nobody_has_to_do_any_more_is_not_open(make_task, by_ben):
    task = make_task()

    actions.change_task(task=task, by=by_ben, status="cancelled")
    actions.change_task(task=task, by=by_ben, status="open")

    assert [data["is_open"] for _, _, data in told()] == [False, True]


def test_the_end_of_a_task_is_told_of_with_the_next_version(ben, make_task):
    task = make_task()
    ben.patch(f"{TASKS}{task.id}/", {"title": "Other"})
    told()

    ben.delete(f"{TASKS}{task.id}/")

    assert told() == [(DELETED, 3, {"task_id": str(task.id)})]


def test_the_end_counts_from_the_version_that_is_stored(make_task, by_ben):
    task = make_task()
    actions.change_task(task=Task.objects.get(), by=by_ben, title="Other")
    told()

    actions.delete_task(task=task, by=by_ben)

    assert told() == [(DELETED, 3, {"task_id": str(task.id)})]


def test_what_waited_for_a_deleted_task_is_told_of_with_its_next_version(make_task, by_ben):
    first, second = make_task(), make_task()
    actions.change_task(task=second, by=by_ben, blocked_by=[first.id])
    told()

    actions.delete_task(task=first, by=by_ben)

    assert told() == [(DELETED, 2, {"task_id": str(first.id)}), said(second.id, version=3)]


def test_an_end_is_told_of_once(make_task, by_ben):
    task = make_task()

    for _ in range(2):
        actions.delete_task(task=Task(pk=task.pk), by=by_ben)

    assert [type_ for type_, _, _ in told()] == [DELETED]


def test_the_admins_pages_tell_too(staff, make_task):
    one, two = make_task(), make_task()

    staff.post(LIST, {"action": "mark_done", "_selected_action": [str(one.id)]})
    staff.post(f"{LIST}{two.id}/delete/", {"post": "yes"})
    staff.post(LIST, {"action": "delete_selected", "_selected_action": [str(one.id)], "post": "y"})

    assert told() == [
        said(one.id, version=2, status="done", is_open=False),
        (DELETED, 2, {"task_id": str(two.id)}),
        (DELETED, 3, {"task_id": str(one.id)}),
    ]


def test_the_demo_tells_of_its_tasks(db, monkeypatch):
    monkeypatch.setenv("KITROOM_DEMO_PASSWORD", "demo-demo-demo")

    call_command("seed_demo")

    assert len(told()) == Task.objects.count()


def test_what_is_refused_tells_nothing(ben, make_task):
    task = make_task()

    ben.patch(f"{TASKS}{task.id}/", {"title": " "})
    ben.patch(f"{TASKS}{task.id}/", {"title": "Other"}, headers={"If-Match": '"9"'})

    assert told() == []


def test_the_snapshot_says_the_same(as_caller, ben):
    for title in ("One", "Two"):
        ben.post(TASKS, {"title": title})
    events = {data["task_id"]: (version, data) for _, version, data in told()}
    catalog = as_caller(id="catalog", client_id="catalog", roles=(), scopes=["tasks:internal"])

    rows = catalog.get("/tasks/internal/snapshots/tasks/").json()["results"]

    assert {row.pop("id"): (row.pop("version"), row) for row in rows} == events
