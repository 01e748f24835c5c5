"""`change_reservation`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, errors
from catalog_service.lending.models import Reservation
from catalog_service.tests.lending.conftest import BEN, NOON, hour, refuses, spans
from chassis.testing.outbox import told


@pytest.fixture
def change(by_cleo):
    """Change a reservation as Cleo, at noon unless said otherwise."""

    def change(reservation, *, by=by_cleo, at=NOON, **changes):
        stored = Reservation.objects.with_lines().get(pk=reservation.pk)  # as the API reads it
        return actions.change_reservation(reservation=stored, by=by, at=at, **changes)

    return change


def test_a_note_is_changed_and_nothing_else(reserve, change, asset):
    reservation = reserve(asset)
    told()

    changed = change(reservation, note="With charger.")

    assert (changed.note, changed.version) == ("With charger.", 2)
    assert spans() == [("LT-1", 1, 2)]
    assert [(type_, version) for type_, version, _ in told()] == [
        ("catalog.reservation_changed.v1", 2)
    ]


def test_it_is_in_nobody_s_way_itself(reserve, change, asset):
    reservation = reserve(asset, start=1, end=3)

    change(reservation, starts_at=hour(2), ends_at=hour(4))

    assert spans() == [("LT-1", 2, 4)]


def test_assets_are_replaced_as_a_list(reserve, change, asset, other, make_asset):
    reservation, third = reserve(asset, other), make_asset("LT-3")
    kept = reservation.lines.get(asset=other).pk

    changed = change(reservation, lines=[other, third])

    assert [line.asset.tag for line in changed.lines.all()] == ["LT-2", "LT-3"]
    assert changed.lines.get(asset=other).pk == kept
    assert spans() == [("LT-2", 1, 2), ("LT-3", 1, 2)]


def test_others_are_in_the_way(reserve, change, asset, other):
    reserve(asset, start=3, end=4)
    reservation, apart = reserve(asset), reserve(other, start=3, end=4)

    with refuses(errors.Taken):
        change(reservation, ends_at=hour(3.5))
    with refuses(errors.Taken):
        change(apart, lines=[asset])

    assert spans() == [("LT-1", 1, 2), ("LT-1", 3, 4), ("LT-2", 3, 4)]


def test_what_has_begun_may_still_end_later_but_not_begin_before_now(reserve, change, asset):
    reservation = reserve(asset, start=1, end=3)

    change(reservation, at=hour(2), ends_at=hour(5))
    with refuses(errors.StartsInThePast):
        change(reservation, at=hour(2), starts_at=hour(1.5))
    with refuses(errors.EndsInThePast):
        change(reservation, at=hour(2), ends_at=hour(1.5))

    assert spans() == [("LT-1", 1, 5)]


@pytest.mark.parametrize("end", [actions.cancel_reservation, actions.reject_reservation])
def test_what_is_over_stays_as_it_is(reserve, change, asset, by_ben, end):
    reservation = end(reservation=reserve(asset), by=by_ben)

    with refuses(errors.ReservationOver):
        change(reservation, note="Please.")


def test_only_the_desk_passes_it_on(reserve, change, asset, by_ben):
    reservation = reserve(asset)

    with refuses(errors.OnlyForYourself):
        change(reservation, borrower=BEN)
    assert change(reservation, borrower=BEN, by=by_ben).borrower == BEN


def test_another_time_is_looked_at_again_where_a_category_wants_it(
    reserve, change, asset, laptops, by_ben
):
    reservation = reserve(asset)
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)

    assert change(reservation, note="Later.").status == "approved"
    assert change(reservation, ends_at=hour(3)).status == "requested"


def test_history_tells_of_fields_and_lines(reserve, asset, other, cleo):
    reservation = reserve(asset)
    address = f"/catalog/api/v1/reservations/{reservation.id}/"

    cleo.patch(address, {"note": "Both.", "lines": [{"asset": "LT-1"}, {"asset": "LT-2"}]})

    newest, *_ = cleo.get(f"{address}history/").json()
    assert newest["actor"] == cleo.caller_id
    assert newest["changes"]["note"] == ["", "Both."]
    rest = {"product_id": None, "kit_id": None, "quantity": 1}
    assert newest["changes"]["lines"] == [
        [{"asset_id": str(asset.id), **rest}],
        [{"asset_id": str(asset.id), **rest}, {"asset_id": str(other.id), **rest}],
    ]
