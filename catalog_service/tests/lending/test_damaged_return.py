"""The flow of what came back damaged: a repair, and then it is lent again or retired."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Task
from catalog_service.lending import actions
from catalog_service.lending.handlers import TaskGone, on_tasks_gone
from catalog_service.lending.models import TakenBack
from catalog_service.tests.lending.conftest import CLEO, gone_on, hour, task_of
from chassis.jobs.models import Job
from chassis.sagas.models import Saga, Status


@pytest.fixture
def saga(lend, asset, by_ben, tasks):
    """The flow of a laptop that came back damaged."""
    back = TakenBack(asset, "damaged", "The hinge is loose.")
    actions.return_loan(loan=lend(asset), by=by_ben, at=hour(1), lines=[back])
    return Saga.objects.get()


def how(asset):
    asset.refresh_from_db()
    return asset.status


def test_it_is_quarantined_and_a_flow_begins(saga, asset):
    assert (saga.flow, saga.subject, saga.person) == (
        "lending.damaged_return",
        str(asset.pk),
        CLEO,
    )
    assert how(asset) == "quarantined"


def test_what_is_in_order_begins_none(lend, asset, by_ben):
    actions.return_loan(loan=lend(asset), by=by_ben, at=hour(1))

    assert not Saga.objects.exists()


def test_a_task_says_what_is_to_be_repaired(saga, asset, tasks):
    gone_on(saga)

    [receipt] = tasks.of("work.make_task")
    assert receipt["said"] == {
        "title": "Repair LT-1",
        "description": "It came back damaged. The hinge is loose.\n\nPhotos: http://testserver/catalog/assets/LT-1/",
        "kind": "repair",
        "asset": str(asset.pk),
    }
    assert how(asset) == "in_repair"


@pytest.mark.parametrize(
    ("end", "status", "condition"),
    [("done", "available", "ok"), ("cancelled", "retired", "damaged")],
)
def test_how_the_task_ends_says_what_becomes_of_it(saga, asset, end, status, condition):
    gone_on(saga)
    before = Job.objects.count()

    task_of(saga, "task", end)

    assert Job.objects.count() == before + 1  # the flow was woken
    assert gone_on(saga).status == Status.DONE
    assert (how(asset), asset.condition) == (status, condition)


def test_it_waits_while_somebody_works_on_it(saga, asset):
    gone_on(saga)
    task_of(saga, "task", "in_progress")

    assert gone_on(saga).status == Status.RUNNING
    assert how(asset) == "in_repair"


def test_what_the_desk_decided_meanwhile_stays(saga, asset, by_ben):
    gone_on(saga)
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="lost")
    task_of(saga, "task", "done")

    assert gone_on(saga).status == Status.DONE
    assert how(asset) == "lost"


def test_one_that_left_quarantine_before_needs_no_repair(saga, asset, by_ben, tasks):
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="available")

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, "not_quarantined")
    assert [receipt["outcome"] for receipt in tasks.of("work.make_task")] == ["undone"]
    assert how(asset) == "available"


def test_one_that_is_promised_is_not_retired_but_put_back(saga, asset, reserve, by_ben):
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="available")
    reserve(asset, start=20_000, end=20_001)  # in years: the clock is the real one
    gear.change_asset(asset=asset, by=by_ben, status="quarantined")
    gone_on(saga)
    task_of(saga, "task", "cancelled")

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, "still_promised")
    assert how(asset) == "quarantined"


def test_a_task_that_is_deleted_leaves_it_in_quarantine(saga, asset):
    gone_on(saga)
    task = task_of(saga, "task", "open")
    Task.objects.update(gone_at=hour(2), is_open=False)
    on_tasks_gone([(TaskGone(task_id=task), None)])

    assert gone_on(saga).error["code"] == "task_gone"
    assert how(asset) == "quarantined"


def test_given_up_it_is_in_quarantine_again(saga, asset, ben, tasks):
    gone_on(saga)

    answer = ben.post(f"/catalog/api/v1/sagas/{saga.id}/abort/")

    assert answer.json()["status"] == "compensating"
    assert gone_on(saga).status == Status.COMPENSATED
    assert [receipt["outcome"] for receipt in tasks.of("work.make_task")] == ["undone"]
    assert how(asset) == "quarantined"


def test_its_borrower_sees_it(saga, cleo):
    [seen] = cleo.get("/catalog/api/v1/sagas/").json()["results"]

    assert seen["id"] == str(saga.id)


@pytest.mark.parametrize("trouble", ["lost", "no answer"])
@pytest.mark.parametrize("end", ["done", "given up"])
def test_a_call_that_fails_makes_no_second_task(saga, asset, tasks, ben, trouble, end):
    tasks.trouble = [trouble]
    gone_on(saga)
    gone_on(saga)
    if end == "given up":
        ben.post(f"/catalog/api/v1/sagas/{saga.id}/abort/")
        gone_on(saga)
    else:
        task_of(saga, "task", "done")
        gone_on(saga)

    outcomes = [receipt["outcome"] for receipt in tasks.of("work.make_task")]
    assert (saga.status, outcomes, how(asset)) == (
        (Status.DONE, ["done"], "available")
        if end == "done"
        else (Status.COMPENSATED, ["undone"], "quarantined")
    )
