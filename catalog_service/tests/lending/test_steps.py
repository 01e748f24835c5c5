"""What flows of other services ask of lending when somebody leaves."""

import pytest

from catalog_service.lending.models import Reservation
from catalog_service.tests.lending.conftest import CLEO, hour
from chassis.ids import uuid7


@pytest.fixture
def ask(as_caller):
    """Ask for a step."""
    scopes = ["catalog:internal"]
    accounts = as_caller(id="accounts", client_id="accounts", roles=(), scopes=scopes)

    def ask(name, **said):
        body = {"saga": str(uuid7()), "step": "one", "said": {"person": str(CLEO), **said}}
        return accounts.post(f"/catalog/internal/steps/{name}/", body).json()

    return ask


def test_what_they_have_is_told(ask, lend, asset):
    loan = lend(asset, due=4)

    (thing,) = ask("lending.held_by")["made"]["things"]

    assert thing == {
        "asset_id": str(asset.pk),
        "tag": "LT-1",
        "title": "Lenovo T14",
        "due_at": hour(4).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "loan_id": str(loan.pk),
    }


def test_who_has_something_is_refused_and_who_has_nothing_is_not(ask, lend, asset):
    assert ask("lending.has_nothing") == {"outcome": "done", "made": {}}

    lend(asset)

    answer = ask("lending.has_nothing")
    assert (answer["outcome"], answer["code"]) == ("refused", "holds_gear")
    assert "LT-1" in answer["detail"]


def test_what_is_pending_is_cancelled(ask, reserve, asset):
    reserve(asset)

    assert ask("lending.cancel_reservations", note="They leave.")["made"] == {"cancelled": 1}
    assert Reservation.objects.get().note == "They leave."
    assert ask("lending.cancel_reservations", note="They leave.")["made"] == {"cancelled": 0}
