"""`PUT` and `PATCH /tasks/{id}/`."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Priority, Status


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_left_out_stays_as_it_is(make_task, ben, method):
    task = make_task(description="Softly.", priority=Priority.HIGH, assignee=DEMO_SUBS["cleo"])

    body = getattr(ben, method)(f"{TASKS}{task.id}/", {"title": "Wipe the lens"}).json()

    assert (body["title"], body["description"]) == ("Wipe the lens", "Softly.")
    assert (body["priority"], body["assignee"]) == ("high", DEMO_SUBS["cleo"])


@pytest.mark.parametrize(
    ("before", "said", "after"),
    [
        (Status.OPEN, {"completed": True}, "done"),
        (Status.DONE, {"completed": True}, "done"),
        (Status.DONE, {"completed": False}, "open"),
        (Status.ON_HOLD, {"completed": False}, "on_hold"),
        (Status.ON_HOLD, {"completed": False, "status": "in_progress"}, "in_progress"),
        (Status.OPEN, {"completed": True, "status": "done"}, "done"),
        (Status.CANCELLED, {"status": "open"}, "open"),
        (Status.DONE, {"title": "x"}, "done"),
    ],
)
def test_ticking_and_the_status_are_one_fact(make_task, ben, before, said, after):
    task = make_task(status=before)

    body = ben.patch(f"{TASKS}{task.id}/", said).json()

    assert (body["status"], body["completed"]) == (after, after == "done")


@pytest.mark.parametrize("accept", ["application/json", "application/json; indent=2", "text/html"])
def test_when_a_task_was_finished_is_told_in_each_form(ben, accept):
    how = {"headers": {"Accept": accept}}
    answer = ben.post(TASKS, {"title": "Clean", "completed": True}, **how)
    address = answer["Location"]

    for is_completed in (True, False, True):
        now = ben.get(address).json()
        assert bool(now["finished_at"]) is is_completed
        told = answer.json() if "json" in accept else answer.data
        assert told["finished_at"] == now["finished_at"]
        answer = ben.patch(address, {"completed": not is_completed}, **how)


def test_a_pair_that_disagrees_is_refused_and_both_are_named(make_task, ben, refused):
    task = make_task()

    response = ben.put(f"{TASKS}{task.id}/", {"completed": True, "status": "on_hold"})

    body = refused(response, 400, "invalid")
    assert {error["attr"] for error in body["errors"]} == {"completed", "status"}


def test_a_change_counts_the_version_and_moves_updated_at(make_task, ben):
    task = make_task()

    response = ben.patch(f"{TASKS}{task.id}/", {"title": "x"})

    assert (response["ETag"], response.json()["version"]) == ('"2"', 2)
    assert response.json()["updated_at"] > response.json()["created_at"]


def test_a_change_of_an_older_version_is_refused(make_task, ben, refused):
    address = f"{TASKS}{make_task().id}/"
    ben.patch(address, {"title": "x"})

    response = ben.patch(address, {"title": "y"}, HTTP_IF_MATCH='"1"')

    refused(response, 412, "precondition_failed")


def test_an_assignee_and_a_due_time_can_be_taken_back(make_task, ben, noon):
    task = make_task(assignee=DEMO_SUBS["cleo"], due_at=noon)

    body = ben.patch(f"{TASKS}{task.id}/", {"assignee": None, "due_at": None}).json()

    assert (body["assignee"], body["due_at"]) == (None, None)


def test_writing_needs_the_scope(as_caller, make_task, refused):
    reader = as_caller(scopes=["tasks:read"])

    refused(reader.patch(f"{TASKS}{make_task().id}/", {"title": "x"}), 403, "forbidden")


@pytest.mark.parametrize("method", ["put", "patch"])
def test_an_item_of_a_checklist_is_whole(make_task, ben, refused, method):
    address = f"{TASKS}{make_task().id}/"

    changed = getattr(ben, method)(address, {"checklist": [{"text": "Dry"}]})
    empty = getattr(ben, method)(address, {"checklist": [{}]})

    assert changed.json()["checklist"] == [{"text": "Dry", "is_done": False}]
    assert refused(empty, 400, "invalid")["errors"][0]["attr"] == "checklist.0.text"
    ticked = ben.post(f"{address}tick/", {"number": 1}).json()["checklist"]
    assert ticked == [{"text": "Dry", "is_done": True}]
