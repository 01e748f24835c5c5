"""`POST /people/{id}/leave/`, and the flow that it begins."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from accounts_service.people import actions
from accounts_service.people.errors import LastAdmin, NotToThem
from accounts_service.tests.conftest import DESK
from accounts_service.tests.people.others import ONE, THING, TWO
from chassis.sagas.models import Saga

PEOPLE = "/accounts/api/v1/people/"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def leave(cleo, ben, others):
    """Let Cleo go, her tasks to Ben."""
    return lambda: actions.leave(user=cleo, by=DESK, at=NOON, tasks_to=ben.id)


def test_everything_is_done_in_its_order_and_then_they_cannot_sign_in(leave, others, gone_on, cleo):
    others.made["work.hand_over"] = [{"tasks": [ONE]}, {"tasks": [TWO]}, {"tasks": []}]
    others.made["lending.held_by"] = [{"things": [THING]}]

    saga = gone_on(leave())

    cleo.refresh_from_db()
    assert (saga.status, cleo.is_active) == ("done", False)
    assert [name for name, _ in others.done] == [
        *["work.hand_over"] * 3,
        "planning.hand_over",
        "lending.held_by",
        "work.make_return_tasks",
        "lending.cancel_reservations",
        "lending.held_by",
    ]
    said = dict(others.done)
    assert said["work.make_return_tasks"]["things"] == [THING]
    assert said["work.hand_over"]["person"] == str(cleo.id)
    assert saga.steps.get(key="left").made == {"things": [THING]}  # what is left to do


def test_the_api_begins_it_once_and_shows_where_it_is(admin_api, cleo, ben, others, gone_on):
    words = {"tasks_to": str(ben.id)}

    first = admin_api.post(f"{PEOPLE}{cleo.id}/leave/", words)
    again = admin_api.post(f"{PEOPLE}{cleo.id}/leave/", words)

    assert (first.status_code, again.json()["id"]) == (202, first.json()["id"])
    gone_on(Saga.objects.get())
    shown = admin_api.get(first["Location"]).json()
    assert (shown["status"], shown["person"]) == ("done", str(cleo.id))
    assert shown["steps"][-1]["key"] == "left"


@pytest.mark.parametrize("to", ["herself", "nobody"])
def test_tasks_go_to_nobody_who_is_not_here_or_leaves(cleo, to, db):
    whom = cleo.id if to == "herself" else UUID(int=1)

    with pytest.raises(NotToThem):
        actions.leave(user=cleo, by=DESK, at=NOON, tasks_to=whom)


def test_the_last_admin_does_not_leave(ana, admin_api, refused):
    with pytest.raises(LastAdmin):
        actions.leave(user=ana, by=DESK, at=NOON)

    refused(admin_api.post(f"{PEOPLE}{ana.id}/leave/", {}), 409, "last_admin")


def test_who_became_the_last_admin_meanwhile_stays_and_gets_everything_back(
    ana, make_person, others, gone_on
):
    other = make_person("abe", "admin")
    saga = actions.leave(user=ana, by=DESK, at=NOON)
    others.made["lending.held_by"] = [{"things": [THING]}]

    actions.deactivate(user=other, by=DESK)
    gone_on(saga)

    ana.refresh_from_db()
    assert (saga.status, saga.error["code"], ana.is_active) == ("compensated", "last_admin", True)
    assert others.effects() == []


def test_who_has_left_already_can_be_let_go_as_well(cleo, others, gone_on):
    actions.deactivate(user=cleo, by=DESK)

    assert gone_on(actions.leave(user=cleo, by=DESK, at=NOON)).status == "done"


def test_a_no_of_tasks_takes_back_what_was_done(leave, others, gone_on, cleo):
    others.trouble = ["", "", "refused"]

    saga = gone_on(leave())

    cleo.refresh_from_db()
    assert (saga.status, cleo.is_active, others.effects()) == ("compensated", True, [])


@pytest.mark.parametrize("call", [4, 5])
def test_a_no_when_access_has_ended_waits_for_somebody(leave, others, gone_on, cleo, call):
    others.made["lending.held_by"] = [{"things": [THING]}]
    others.trouble = [""] * call + ["refused"]

    saga = gone_on(leave())

    cleo.refresh_from_db()
    assert (saga.status, cleo.is_active) == ("needs_attention", False)


def test_a_member_lets_nobody_go(speaking_for, cleo, ben, refused):
    refused(speaking_for(ben).post(f"{PEOPLE}{cleo.id}/leave/", {}), 403, "forbidden")


def test_the_admin_asks_first_and_begins_it_with_who_gets_the_tasks(staff, cleo, ben, others):
    words = {"action": "leave", "_selected_action": [str(cleo.id)], "on_page": "yes"}

    asked = staff.post("/accounts/admin/people/user/", words).content.decode()
    assert "What they reserved and did not collect is cancelled. That cannot be undone." in asked
    assert not Saga.objects.exists()
    sure = {**words, "sure": "yes", "tasks_to": str(ben.id)}
    done = staff.post("/accounts/admin/people/user/", sure, follow=True)

    saga = Saga.objects.get()
    assert saga.told["tasks_to"] == str(ben.id)
    assert done.redirect_chain[-1][0] == f"/accounts/admin/people/user/{cleo.id}/change/"
    assert f"/accounts/admin/sagas/saga/{saga.pk}/change/" in done.content.decode()


def test_its_page_offers_what_may_be_done(staff, cleo):
    page = f"/accounts/admin/people/user/{cleo.id}/change/"

    assert 'value="leave"' in staff.get(page).content.decode()
    assert 'value="erase"' not in staff.get(page).content.decode()
    actions.deactivate(user=cleo, by=DESK)
    assert 'value="erase"' in staff.get(page).content.decode()
