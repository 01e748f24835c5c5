"""`/schedules/` and `/occurrences/`."""

from datetime import timedelta

import pytest
import time_machine

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.planning import actions
from tasks_service.planning.models import Schedule
from tasks_service.tests.conftest import API, TASKS
from tasks_service.tests.planning.conftest import SCHEDULES
from tasks_service.work.models import Task

SAID = {
    "title": "Clean the lens",
    "rule": "rrule:freq=weekly;byday=mo",
    "starts_at": "2026-03-02T12:00:00.000000Z",
    "time_zone": "Europe/Berlin",
    "lead_days": 2,
    "labels": ["Lens", "lens"],
    "checklist": [{"text": "Wipe"}],
}


@pytest.fixture(autouse=True)
def it_is_noon(noon):
    """It is noon on a Monday."""
    with time_machine.travel(noon, tick=False):
        yield


def test_a_schedule_says_when_it_comes_round_next(ben, know):
    know.person(DEMO_SUBS["ben"], name="Ben Okafor")
    made = ben.post(SCHEDULES, {**SAID, "assignee": DEMO_SUBS["ben"]}).json()

    assert (made["rule"], made["labels"]) == ("FREQ=WEEKLY;BYDAY=MO", ["lens"])
    assert (made["next_at"], made["basis"]) == ("2026-03-02T12:00:00.000000Z", "planned")
    assert made["assignee_details"]["name"] == "Ben Okafor"
    coming = ben.get(f"{SCHEDULES}{made['id']}/upcoming/").json()
    assert len(coming) == 20
    assert coming[4]["due_at"] == "2026-03-30T11:00:00.000000Z"  # the clocks went forward


@pytest.mark.parametrize(
    ("said", "code", "attr"),
    [
        ({"rule": "FREQ=HOURLY"}, "rule_not_understood", "rule"),
        ({"time_zone": "Mars/Olympus"}, "rule_not_understood", "rule"),
        ({"ends_at": "2026-03-01T12:00:00Z"}, "ends_before_it_begins", "ends_at"),
        ({"starts_at": "2001-03-01T12:00:00Z"}, "too_far_away", "starts_at"),
        ({"lead_days": 366}, "invalid", "lead_days"),
        ({"basis": "sometimes"}, "invalid", "basis"),
        ({"rule": "FREQ=DAILY;BYHOUR=8,12", "lead_days": 365}, "too_many_ahead", "lead_days"),
    ],
)
def test_what_cannot_be_planned_is_refused_by_name(ben, refused, said, code, attr):
    body = refused(ben.post(SCHEDULES, {**SAID, **said}), 400, code)

    assert [each["attr"] for each in body["errors"]] == [attr]
    assert not Schedule.objects.exists()


def test_one_time_is_skipped_moved_and_looked_at(ben, plan_work, refused, noon):
    address = f"{SCHEDULES}{plan_work(starts_at=noon + timedelta(days=1)).id}/"
    first, second = (each["planned_at"] for each in ben.get(f"{address}upcoming/").json()[:2])

    ben.post(f"{address}skip/", {"planned_at": first})
    ben.post(f"{address}move/", {"planned_at": second, "to": "2026-03-10T12:00:00Z"})

    coming = ben.get(f"{address}upcoming/").json()
    assert [(each["planned_at"], each["status"]) for each in coming[:2]] == [
        (first, "skipped"),
        (second, "planned"),
    ]
    assert coming[1]["due_at"] == "2026-03-10T12:00:00.000000Z"
    rows = ben.get(f"{API}occurrences/", {"schedule": address.split("/")[-2]}).json()["results"]
    assert {row["status"] for row in rows} == {"skipped", "planned"}
    wrong = {"planned_at": "2026-03-11T12:00:00Z"}
    body = refused(ben.post(f"{address}skip/", wrong), 400, "not_an_occurrence")
    assert body["upcoming"][0] == first
    past = {"planned_at": second, "to": "2026-03-01T12:00:00Z"}
    refused(ben.post(f"{address}move/", past), 400, "moved_into_the_past")


def test_a_year_of_days_may_be_made_ahead_and_no_more(ben, refused):
    made = ben.post(SCHEDULES, {**SAID, "rule": "FREQ=DAILY", "lead_days": 365}).json()
    address = f"{SCHEDULES}{made['id']}/"

    refused(ben.patch(address, {"rule": "FREQ=DAILY;BYHOUR=8,12"}), 400, "too_many_ahead")

    assert Schedule.objects.get().rule == "FREQ=DAILY"
    after_each = {"rule": "FREQ=DAILY;BYHOUR=8,12", "basis": "completion"}
    assert ben.patch(address, after_each).status_code == 200


def test_what_was_moved_and_is_skipped_stands_where_the_rule_says(ben, plan_work):
    address = f"{SCHEDULES}{plan_work().pk}/"
    first = ben.get(f"{address}upcoming/").json()[0]["planned_at"]
    ben.post(f"{address}move/", {"planned_at": first, "to": "2026-06-01T12:00:00Z"})

    ben.post(f"{address}skip/", {"planned_at": first})

    coming = ben.get(f"{address}upcoming/").json()[0]
    assert coming == {"planned_at": first, "due_at": first, "status": "skipped"}


def test_what_was_made_is_neither_skipped_nor_made_again(ben, plan_work, refused, noon):
    schedule = plan_work()
    actions.make_due_tasks(at=noon)
    address = f"{SCHEDULES}{schedule.id}/"

    refused(ben.post(f"{address}skip/", {"planned_at": noon}), 409, "already_made")
    [task] = ben.get(TASKS, {"schedule_id": str(schedule.id)}).json()["results"]
    [row] = ben.get(f"{API}occurrences/", {"status": "made"}).json()["results"]
    assert (row["task"], task["due_at"]) == (task["id"], row["due_at"])
    assert ben.get(f"{API}occurrences/{row['id']}/history/").status_code == 200


def test_it_rests_and_goes_on(ben, plan_work, refused):
    address = f"{SCHEDULES}{plan_work().id}/"

    refused(ben.post(f"{address}resume/"), 409, "not_paused")
    assert ben.post(f"{address}pause/").json()["is_paused"] is True
    refused(ben.post(f"{address}pause/"), 409, "already_paused")
    assert ben.post(f"{address}resume/").json()["is_paused"] is False


def test_members_see_their_own_schedules(cleo, ben, plan_work, refused):
    others, own = plan_work(title="Other"), plan_work(title="Own", assignee=DEMO_SUBS["cleo"])

    assert [row["title"] for row in cleo.get(SCHEDULES).json()["results"]] == ["Own"]
    refused(cleo.get(f"{SCHEDULES}{others.id}/"), 404, "not_found")
    assert cleo.get(f"{API}occurrences/").json()["results"] == []
    assert len(ben.get(SCHEDULES, {"is_over": "false", "search": "own"}).json()["results"]) == 1
    assert ben.get(SCHEDULES, {"is_over": "true"}).json()["results"] == []
    assert ben.delete(f"{SCHEDULES}{own.id}/").status_code == 204


def test_the_desk_plans_in_the_admin(staff, plan_work, django_assert_max_num_queries):
    page = "/tasks/admin/planning/schedule/"
    form = {
        "title": "Check",
        "description": "",
        "kind": "inspection",
        "priority": "2",
        "labels": "",
        "checklist": "[ ] Wipe",
        "assignee": "",
        "asset_id": "",
        "rule": "FREQ=WEEKLY",
        "time_zone": "UTC",
        "starts_at_0": "2026-03-03",
        "starts_at_1": "12:00:00",
        "ends_at_0": "",
        "ends_at_1": "",
        "basis": "planned",
        "lead_days": "0",
    }
    assert staff.post(f"{page}add/", form).status_code == 302
    made = Schedule.objects.get()
    assert made.checklist == [{"text": "Wipe", "is_done": False}]

    assert staff.post(f"{page}{made.id}/change/", {**form, "lead_days": "1"}).status_code == 302
    odd = staff.post(f"{page}{made.id}/change/", {**form, "rule": "FREQ=HOURLY"})
    assert b"FREQ is one of" in odd.content
    for verb, is_paused in (("pause", True), ("resume", False)):
        staff.post(page, {"action": verb, "_selected_action": [str(made.id)]})
        made.refresh_from_db()
        assert (made.is_paused, made.lead_days) == (is_paused, 1)
    for number in range(30):
        plan_work(title=f"{number}", at=made.starts_at)
    actions.make_due_tasks(at=made.starts_at)
    for address in (page, f"/tasks/admin/planning/occurrence/?schedule__id={made.id}"):
        with django_assert_max_num_queries(12):
            assert staff.get(address).status_code == 200
    assert Task.objects.exists()
