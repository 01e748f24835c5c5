"""Schedules that block gear while their task is due, or wait while it is out."""

from datetime import timedelta

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.outbox import told
from tasks_service.planning import actions, errors
from tasks_service.tests.conftest import TASKS
from tasks_service.tests.planning.conftest import SCHEDULES
from tasks_service.work.models import Task

CAMERA, LENS = "018f5f5e-0000-7000-8000-0000000000ca", "018f5f5e-0000-7000-8000-0000000000cb"
LOAN, CLEO = "018f5f5e-0000-7000-8000-0000000000a1", DEMO_SUBS["cleo"]
WEEK = timedelta(days=7)


def test_its_task_tells_that_it_blocks_the_gear(plan_work, noon):
    plan_work(asset_id=CAMERA, blocks_gear=True)
    told()

    actions.make_due_tasks(at=noon)

    [(_, _, data)] = told()
    assert (data["asset_id"], data["blocks_gear"]) == (CAMERA, True)
    assert data["due_at"] == "2026-03-02T12:00:00Z"


def test_no_schedule_that_is_about_no_gear_blocks_any(plan_work, ben):
    with pytest.raises(errors.AboutNoGear):
        plan_work(blocks_gear=True)
    with pytest.raises(errors.AboutNoGear):
        plan_work(waits_for_gear=True)


def test_only_the_desk_blocks_gear(plan_work, cleo, refused, noon):
    said = {"title": "x", "rule": "FREQ=DAILY", "starts_at": noon.isoformat(), "asset_id": CAMERA}
    later = {**said, "starts_at": (noon.now(noon.tzinfo) + WEEK).isoformat()}
    refused(cleo.post(SCHEDULES, {**later, "blocks_gear": True}), 403, "only_the_desk_blocks_gear")
    row = plan_work(asset_id=CAMERA, blocks_gear=True, assignee=CLEO)
    place = f"{SCHEDULES}{row.pk}/"

    refused(cleo.patch(place, {"asset_id": LENS}), 403, "only_the_desk_blocks_gear")
    assert cleo.patch(place, {"title": "y"}).status_code == 200


def test_a_task_about_other_gear_blocks_none(plan_work, ben, noon):
    plan_work(asset_id=CAMERA, blocks_gear=True)
    actions.make_due_tasks(at=noon)
    place = f"{TASKS}{Task.objects.get().pk}/"

    assert ben.patch(place, {"blocks_gear": False, "title": "y"}).json()["blocks_gear"] is True
    assert ben.patch(place, {"asset_id": LENS}).json()["blocks_gear"] is False


def test_while_gear_is_out_nothing_is_made_and_then_one_for_all_that_was_missed(
    plan_work, know, noon
):
    row = plan_work(asset_id=CAMERA, waits_for_gear=True)
    know.loan(LOAN, borrower=CLEO, due_at=noon + WEEK, out_assets=f"{LENS} {CAMERA}")

    assert actions.make_due_tasks(at=noon) == 1
    assert actions.make_due_tasks(at=noon) == 0
    assert actions.make_due_tasks(at=noon + 2 * WEEK) == 1
    assert not Task.objects.exists()
    know.loan(LOAN, version=2, borrower=CLEO, due_at=noon, closed_at=noon, out_assets="")
    actions.make_due_tasks(at=noon + 2 * WEEK + timedelta(hours=1))

    task = Task.objects.get()
    assert task.due_at == noon + 2 * WEEK
    assert list(row.occurrences.order_by("due_at").values_list("status", flat=True)) == [
        "skipped",
        "skipped",
        "made",
    ]


def test_gear_that_is_here_is_not_waited_for(plan_work, know, noon):
    plan_work(asset_id=CAMERA, waits_for_gear=True)
    know.loan(LOAN, borrower=CLEO, due_at=noon + WEEK, out_assets=LENS)

    actions.make_due_tasks(at=noon)

    assert Task.objects.get().asset_id is not None
