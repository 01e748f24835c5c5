"""Flows in the admin: find them, follow them, steer them."""

import pytest

from chassis.sagas import settling
from chassis.sagas.models import Status
from chassis.tests.sagas.conftest import gone_on

LIST = "/chassis/admin/sagas/saga/"


@pytest.fixture
def steer(staff, admin_user):
    """Return a function that does a list action for flows; it returns what the page says."""
    admin_user.roles = ["admin"]
    admin_user.save()

    def act(action, *sagas):
        form = {"action": action, "_selected_action": [str(saga.id) for saga in sagas]}
        page = staff.post(LIST, form, follow=True)
        return [str(message) for message in page.context["messages"]]

    return act


def test_a_flow_can_be_found_and_followed(staff, keep):
    gone_on(keep)

    found = staff.get(f"{LIST}?status__exact=running&q=dust").content.decode()
    inside = staff.get(f"{LIST}{keep.id}/change/").content.decode()

    assert str(keep.id) in found
    assert str(keep.id) not in staff.get(f"{LIST}?status__exact=done").content.decode()
    assert keep.waits_on in inside
    assert "Dust copied" in inside
    assert "notes.write" in staff.get("/chassis/admin/sagas/receipt/").content.decode()


def test_what_needs_somebody_is_tried_again(steer, keep, wire, monkeypatch):
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 1)
    wire.trouble = ["lost"]
    gone_on(keep)

    assert steer("retry", keep) == ["1 changed."]
    keep.refresh_from_db()
    assert keep.status == Status.RUNNING


def test_a_flow_is_given_up(steer, keep, wire):
    gone_on(keep)

    assert steer("abort", keep) == ["1 changed."]
    assert gone_on(keep).status == Status.COMPENSATED
    assert steer("abort", keep)[0].endswith(
        "It is over: there is nothing to try again, and nothing to give up."
    )
