"""`POST /tasks/`."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task

ASSET = "018f5f5e-0000-7000-8000-0000000000aa"


def test_a_new_task_is_open_of_normal_priority_and_its_makers(cleo):
    body = cleo.post(TASKS, {"title": "Clean the lens"}).json()

    assert (body["status"], body["completed"], body["priority"]) == ("open", False, "normal")
    assert (body["assignee"], body["due_at"], body["asset_id"]) == (None, None, None)
    assert (body["description"], body["created_by"]) == ("", DEMO_SUBS["cleo"])


def test_everything_that_can_be_said_is_kept(ben):
    said = {
        "title": "Clean the lens",
        "description": "With the soft cloth.",
        "status": "in_progress",
        "priority": "urgent",
        "assignee": DEMO_SUBS["cleo"],
        "due_at": "2026-03-02T12:00:00.000000Z",
        "asset_id": ASSET,
    }

    body = ben.post(TASKS, said).json()

    assert {name: body[name] for name in said} == said


def test_times_leave_as_utc_with_six_digits(ben):
    body = ben.post(TASKS, {"title": "x", "due_at": "2026-03-02T13:00:00+01:00"}).json()

    assert body["due_at"] == "2026-03-02T12:00:00.000000Z"


@pytest.mark.parametrize(
    ("said", "status", "completed"),
    [
        ({"completed": True}, "done", True),
        ({"completed": False}, "open", False),
        ({"status": "done"}, "done", True),
        ({"status": "done", "completed": True}, "done", True),
        ({"status": "on_hold", "completed": False}, "on_hold", False),
    ],
)
def test_completed_and_status_are_one_fact(ben, said, status, completed):
    body = ben.post(TASKS, {"title": "Clean the lens", **said}).json()

    assert (body["status"], body["completed"]) == (status, completed)


@pytest.mark.parametrize(
    "said", [{"completed": True, "status": "open"}, {"completed": False, "status": "done"}]
)
def test_a_pair_that_disagrees_is_refused_and_both_are_named(ben, refused, said):
    body = refused(ben.post(TASKS, {"title": "x", **said}), 400, "invalid")

    assert {error["attr"] for error in body["errors"]} == {"completed", "status"}


@pytest.mark.parametrize("title", [None, "", "   ", "x" * 201])
def test_a_title_has_1_to_200_characters_that_are_not_all_blank(ben, refused, title):
    body = refused(ben.post(TASKS, {"title": title}), 400, "invalid")

    assert [error["attr"] for error in body["errors"]] == ["title"]


def test_a_title_is_required(ben, refused):
    body = refused(ben.post(TASKS, {}), 400, "invalid")

    assert body["errors"][0] == {
        "attr": "title",
        "code": "required",
        "detail": "This field is required.",
    }


def test_who_made_it_cannot_be_said(cleo):
    body = cleo.post(TASKS, {"title": "x", "created_by": DEMO_SUBS["ana"]}).json()

    assert body["created_by"] == DEMO_SUBS["cleo"]


def test_the_same_idempotency_key_makes_one_task(ben):
    first, second = (ben.post(TASKS, {"title": "x"}, HTTP_IDEMPOTENCY_KEY="once") for _ in range(2))

    assert first.json() == second.json()
    assert Task.objects.count() == 1


def test_writing_needs_the_scope(as_caller, refused):
    reader = as_caller(scopes=["tasks:read"])

    refused(reader.post(TASKS, {"title": "x"}), 403, "forbidden")


def test_nobody_in_particular_is_refused(anonymous, refused):
    refused(anonymous.post(TASKS, {"title": "x"}), 401, "unauthenticated")
