"""`POST /tasks/{id}/start/` and its kin: what moves a task on."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Status, Task

VERBS = {
    "start": "in_progress",
    "hold": "on_hold",
    "complete": "done",
    "cancel": "cancelled",
    "reopen": "open",
}
ALLOWED = {
    "open": {"in_progress", "on_hold", "done", "cancelled"},
    "in_progress": {"open", "on_hold", "done", "cancelled"},
    "on_hold": {"open", "in_progress", "done", "cancelled"},
    "done": {"open"},
    "cancelled": {"open"},
}


@pytest.mark.parametrize("before", Status.values)
def test_what_may_follow_what_has_a_verb_and_the_rest_is_refused(make_task, ben, refused, before):
    for verb, after in VERBS.items():
        address = f"{TASKS}{make_task(status=before).id}/"

        answer = ben.post(f"{address}{verb}/")
        said = ben.patch(f"{TASKS}{make_task(status=before).id}/", {"status": after})

        if after in {before, *ALLOWED[before]}:
            assert (answer.status_code, answer.json()["status"]) == (200, after)
            assert answer["ETag"] == ('"1"' if after == before else '"2"')
            assert said.json()["status"] == after
        else:
            refused(answer, 409, "move_not_allowed")
            refused(said, 409, "move_not_allowed")


def test_the_end_is_kept_until_it_is_opened_again(make_task, ben):
    address = f"{TASKS}{make_task().id}/"

    ended = ben.post(f"{address}complete/").json()["finished_at"]
    ben.patch(address, {"title": "Wiped"})

    assert ended
    assert ben.get(address).json()["finished_at"] == ended
    assert ben.get(TASKS, {"finished_at__gte": ended}).json()["results"]
    assert ben.post(f"{address}reopen/").json()["finished_at"] is None


def test_who_was_given_a_task_does_it_and_does_not_cancel_it(make_task, cleo, refused):
    address = f"{TASKS}{make_task(assignee=DEMO_SUBS['cleo']).id}/"

    refused(cleo.post(f"{address}cancel/"), 403, "only_its_author_cancels")
    refused(cleo.patch(address, {"status": "cancelled"}), 403, "only_its_author_cancels")

    assert cleo.post(f"{address}complete/").json()["completed"] is True


def test_what_waits_for_others_neither_begins_nor_ends_before_they_do(make_task, ben, refused):
    first, second = make_task(title="Buy"), make_task(title="Clean")
    address = f"{TASKS}{second.id}/"
    assert ben.patch(address, {"blocked_by": [str(first.id)]}).json()["blocked_by"] == [
        str(first.id)
    ]

    body = refused(ben.post(f"{address}start/"), 409, "blocked")
    assert body["blocked_by"] == [str(first.id)]
    refused(ben.patch(address, {"completed": True}), 409, "blocked")
    assert ben.post(f"{address}hold/").status_code == 200

    ben.post(f"{TASKS}{first.id}/complete/")
    assert ben.post(f"{address}complete/").json()["status"] == "done"
    changes = ben.get(f"{address}history/").json()
    assert any("blocked_by" in each["changes"] for each in changes)


def test_what_waited_for_a_task_that_is_deleted_is_another_version(make_task, ben):
    first, second = make_task(title="Buy"), make_task(title="Clean")
    address = f"{TASKS}{second.id}/"
    made = ben.patch(address, {"blocked_by": [str(first.id)]})

    assert ben.delete(f"{TASKS}{first.id}/").status_code == 204

    now = ben.get(address, headers={"If-None-Match": made["ETag"]})
    assert (now.status_code, now.json()["blocked_by"]) == (200, [])
    assert now.json()["version"] == made.json()["version"] + 1
    assert ben.post(f"{address}start/").status_code == 200


@pytest.mark.parametrize("said", [{"status": "in_progress"}, {"completed": True}])
def test_what_waits_for_others_is_not_written_down_as_begun_or_done(make_task, ben, refused, said):
    first = make_task()
    waiting = {"title": "Clean", "blocked_by": [str(first.id)]}

    refused(ben.post(TASKS, {**waiting, **said}), 409, "blocked")

    assert list(Task.objects.all()) == [first]
    assert ben.post(TASKS, {**waiting, "status": "on_hold"}).status_code == 201


def test_nothing_waits_for_itself_or_for_what_is_not_there(make_task, ben, cleo, refused):
    one, two = make_task(created_by=DEMO_SUBS["cleo"]), make_task()
    ben.patch(f"{TASKS}{two.id}/", {"blocked_by": [str(one.id)]})

    circle = ben.patch(f"{TASKS}{one.id}/", {"blocked_by": [str(two.id)]})
    itself = ben.patch(f"{TASKS}{one.id}/", {"blocked_by": [str(one.id)]})
    unseen = cleo.patch(f"{TASKS}{one.id}/", {"blocked_by": [str(two.id)]})

    assert refused(circle, 400, "blockers_in_a_circle")["errors"][0]["attr"] == "blocked_by"
    refused(itself, 400, "blockers_in_a_circle")
    refused(unseen, 400, "blocker_unknown")
    made = ben.post(TASKS, {"title": "Third", "blocked_by": [str(two.id)]}).json()
    assert made["blocked_by"] == [str(two.id)]
    assert ben.patch(f"{TASKS}{two.id}/", {"blocked_by": []}).json()["blocked_by"] == []


def test_labels_are_kept_small_and_once_and_narrow_a_list(ben):
    made = ben.post(TASKS, {"title": "x", "kind": "repair", "labels": [" Lens", "lens", "SD"]})
    ben.post(TASKS, {"title": "y"})

    assert (made.json()["labels"], made.json()["kind"]) == (["lens", "sd"], "repair")
    for asked in ({"label": "LENS"}, {"kind": "repair"}, {"kind__in": "repair,purchase"}):
        assert [row["title"] for row in ben.get(TASKS, asked).json()["results"]] == ["x"]


def test_items_of_a_checklist_are_ticked_one_by_one(ben, refused):
    said = {"title": "x", "checklist": [{"text": "Wipe"}, {"text": "Dry"}]}
    address = f"{TASKS}{ben.post(TASKS, said).json()['id']}/"

    ticked = ben.post(f"{address}tick/", {"number": 2}).json()["checklist"]

    assert ticked == [{"text": "Wipe", "is_done": False}, {"text": "Dry", "is_done": True}]
    assert not ben.post(f"{address}tick/", {"number": 2, "is_done": False}).json()["checklist"][1][
        "is_done"
    ]
    refused(ben.post(f"{address}tick/", {"number": 3}), 400, "no_such_item")
    refused(ben.patch(address, {"checklist": [{"txt": "Wipe"}]}), 400, "invalid")
