"""The flow of what was reserved, where gear is prepared: a task, and then the borrower is told."""

import pytest

from catalog_service.gear.models import Person
from catalog_service.lending import actions, errors
from catalog_service.lending.models import Hold, Reservation
from catalog_service.tests.lending.conftest import (
    CLEO,
    NOON,
    gone_on,
    hour,
    refuses,
    task_of,
)
from chassis.sagas.models import Saga, Status
from chassis.testing import knowledge
from chassis.testing.contracts import LATER

FREE = ("rejected", 0)


@pytest.fixture(autouse=True)
def policy(by_ben):
    """Gear is prepared, and nobody has more than one loan."""
    return actions.create_policy(by=by_ben, is_prepared=True, most_loans=1)


@pytest.fixture
def saga(reserve, asset, tasks):
    """The flow of a reservation of a laptop for Cleo."""
    reserve(asset)
    return Saga.objects.get()


def how():
    """Return how the reservation is, and how much is kept for it."""
    return Reservation.objects.get().status, Hold.objects.count()


def test_what_is_approved_begins_a_flow(saga, asset):
    assert (saga.flow, saga.person) == ("lending.loan_request", CLEO)
    assert how() == ("approved", 1)


def test_a_task_says_what_is_to_be_prepared(saga, tasks):
    gone_on(saga)

    [receipt] = tasks.of("work.make_task")
    assert receipt["said"]["title"].startswith("Prepare what is fetched on 2026-03-0")
    assert (receipt["said"]["description"], receipt["said"]["kind"]) == ("LT-1", "preparation")


def test_when_it_is_prepared_the_borrower_is_told(saga, tasks, cleo):
    gone_on(saga)
    task_of(saga, "task", "done")

    assert gone_on(saga).status == Status.DONE

    [receipt] = tasks.of("telling.tell")
    reservation = Reservation.objects.get()
    assert receipt["said"]["person"] == str(CLEO)
    assert receipt["said"]["about"] == str(reservation.pk)
    shown = cleo.get(f"/catalog/api/v1/reservations/{reservation.pk}/").json()
    assert shown["ready_at"] is not None


def test_what_the_desk_has_to_look_at_waits_for_it(reserve, asset, laptops, by_cleo, by_ben, tasks):
    laptops.needs_approval = True
    laptops.save()
    reservation = reserve(asset, by=by_cleo)
    assert not Saga.objects.exists()

    actions.approve_reservation(reservation=reservation, by=by_ben, at=NOON)

    assert Saga.objects.get().subject == str(reservation.pk)


def test_where_nothing_is_prepared_no_flow_begins(reserve, asset, policy, by_ben):
    actions.change_policy(policy=policy, by=by_ben, is_prepared=False)

    reserve(asset)

    assert not Saga.objects.exists()


def test_who_has_too_much_reserves_no_more(reserve, lend, asset, other):
    lend(other)

    with refuses(errors.TooManyLoans):
        reserve(asset)


def test_who_got_too_much_meanwhile_loses_it(saga, lend, other):
    lend(other)

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, "too_many_loans")
    assert how() == ("rejected", 1)  # what is kept is what was lent


def test_who_left_meanwhile_loses_it_at_the_last_check(saga, tasks):
    gone_on(saga)
    knowledge.of(Person, CLEO, version=9, name="Cleo", is_active=False)
    task_of(saga, "task", "done")

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, "borrower_inactive")
    assert how() == FREE
    assert tasks.of("telling.tell") == []


def test_a_task_that_is_cancelled_gives_it_up(saga):
    gone_on(saga)
    task_of(saga, "task", "cancelled")

    assert gone_on(saga).error["code"] == "not_prepared"
    assert how() == FREE


def test_a_no_of_tasks_gives_it_up(saga, tasks):
    tasks.refuses["work.make_task"], _ = LATER

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, LATER[0])
    assert how() == FREE


@pytest.mark.parametrize("end", ["cancel", "collect"])
def test_a_reservation_that_goes_another_way_needs_no_task(saga, tasks, by_ben, end):
    gone_on(saga)
    row = Reservation.objects.get()
    if end == "cancel":
        actions.cancel_reservation(reservation=row, by=by_ben)
    else:
        actions.collect_reservation(reservation=row, by=by_ben, at=hour(0))

    gone_on(saga)

    assert (saga.status, saga.error["code"]) == (Status.COMPENSATED, "not_approved")
    assert [receipt["outcome"] for receipt in tasks.of("work.make_task")] == ["undone"]
    assert Reservation.objects.get().status == f"{end}ed".replace("cancel", "cancell")


def test_given_up_by_the_desk_the_gear_is_free(saga, ben):
    gone_on(saga)

    ben.post(f"/catalog/api/v1/sagas/{saga.id}/abort/")

    assert gone_on(saga).status == Status.COMPENSATED
    assert how() == FREE


def test_once_it_is_ready_there_is_no_way_back(saga, tasks, ben, refused):
    gone_on(saga)
    task_of(saga, "task", "done")
    tasks.trouble = ["lost"]
    gone_on(saga)

    refused(ben.post(f"/catalog/api/v1/sagas/{saga.id}/abort/"), 409, "no_way_back")
    assert gone_on(saga).status == Status.DONE


def test_asked_for_at_another_time_it_is_not_ready_any_more(saga, by_ben):
    gone_on(saga)
    task_of(saga, "task", "done")
    gone_on(saga)
    row = Reservation.objects.get()
    assert row.ready_at

    row = actions.change_reservation(reservation=row, by=by_ben, at=NOON, ends_at=hour(9))

    assert row.ready_at is None
    assert Saga.objects.open().count() == 1


def test_a_policy_says_both(ben, policy):
    answer = ben.get(f"/catalog/api/v1/policies/{policy.pk}/").json()

    assert (answer["most_loans"], answer["is_prepared"]) == (1, True)
