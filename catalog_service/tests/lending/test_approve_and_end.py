"""`approve_reservation`, `reject_reservation`, `cancel_reservation`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, errors
from catalog_service.tests.lending.conftest import NOON, refuses, spans
from chassis.testing.outbox import told


@pytest.fixture
def requested(reserve, asset, laptops, by_ben):
    """A reservation that the desk has to look at."""
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)
    return reserve(asset)


def test_the_desk_says_yes(requested, by_ben):
    told()

    approved = actions.approve_reservation(reservation=requested, by=by_ben, at=NOON)

    assert (approved.status, approved.version) == ("approved", 2)
    assert spans() == [("LT-1", 1, 2)]
    assert [data["status"] for _, _, data in told()] == ["approved"]


def test_yes_is_said_once(requested, by_ben):
    approved = actions.approve_reservation(reservation=requested, by=by_ben, at=NOON)

    with refuses(errors.NotRequested):
        actions.approve_reservation(reservation=approved, by=by_ben, at=NOON)


@pytest.mark.parametrize(
    ("verb", "status"),
    [(actions.reject_reservation, "rejected"), (actions.cancel_reservation, "cancelled")],
)
@pytest.mark.parametrize("is_approved", [True, False])
def test_an_end_frees_the_assets_and_comes_once(
    requested, reserve, by_ben, verb, status, is_approved
):
    if is_approved:
        actions.approve_reservation(reservation=requested, by=by_ben, at=NOON)
    told()

    ended = verb(reservation=requested, by=by_ben)

    assert ended.status == status
    assert spans() == []
    assert [data["status"] for _, _, data in told()] == [status]
    with refuses(errors.ReservationOver):
        verb(reservation=ended, by=by_ben)
    assert reserve(ended.lines.get().asset, start=1, end=2)
