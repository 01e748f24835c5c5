"""`collect_reservation`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Person
from catalog_service.lending import actions, errors
from catalog_service.lending.models import HandedOut
from catalog_service.tests.lending.conftest import CLEO, hour, refuses, spans
from chassis.testing import knowledge
from chassis.testing.outbox import told


@pytest.fixture
def collect(by_ben):
    """Collect a reservation at the desk, an hour after noon unless said otherwise."""

    def collect(reservation, *, at=1, **details):
        words = {"reservation": reservation, "by": by_ben, "at": hour(at), **details}
        return actions.collect_reservation(**words)

    return collect


def test_a_reservation_becomes_a_loan(reserve, collect, asset, other):
    reservation = reserve(asset, other, start=1, end=3)
    told()

    loan = collect(reservation, note="All there.")

    assert (loan.borrower, loan.due_at, loan.note) == (CLEO, hour(3), "All there.")
    assert loan.reservation == reservation
    assert (reservation.status, reservation.version) == ("collected", 2)
    assert spans() == [("LT-1", 1, 3), ("LT-2", 1, 3)]
    told_of = [type_ for type_, _, _ in told()]
    assert told_of[2:] == ["catalog.reservation_changed.v1", "catalog.loan_changed.v1"]


def test_what_is_not_picked_is_free_again(reserve, collect, asset, other):
    reservation = reserve(asset, other, start=1, end=3)

    loan = collect(reservation, lines=[HandedOut(other, "attention")])

    assert [(line.asset.tag, line.condition_out) for line in loan.lines.all()] == [
        ("LT-2", "attention")
    ]
    assert spans() == [("LT-2", 1, 3)]


def test_it_may_be_collected_early_late_and_for_longer(reserve, collect, asset, other):
    early, late = reserve(asset, start=2, end=3), reserve(other, start=1, end=2)

    collect(early, at=0.5)
    collect(late, at=2.5, due_at=hour(6))

    assert spans() == [("LT-1", 0.5, 3), ("LT-2", 2.5, 6)]


def test_others_come_before_who_comes_early_or_wants_it_longer(reserve, collect, asset):
    reserve(asset, start=0.5, end=1.5)
    reserve(asset, start=3, end=4)
    reservation = reserve(asset, start=2, end=3)

    with refuses(errors.Taken):
        collect(reservation, at=1)
    with refuses(errors.Taken):
        collect(reservation, at=2, due_at=hour(3.5))


def test_what_is_over_needs_another_end(reserve, collect, asset):
    reservation = reserve(asset, start=1, end=2)

    with refuses(errors.EndsInThePast):
        collect(reservation, at=2)


def test_only_what_was_reserved_is_collected(reserve, collect, asset, other):
    with refuses(errors.NotReserved) as refused:
        collect(reserve(asset), lines=[HandedOut(other)])

    assert refused.value.detail == "Not in this reservation: LT-2."


def test_only_what_is_approved_is_collected_and_once(reserve, collect, asset, laptops, by_ben):
    reservation = reserve(asset, start=3, end=4)
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)

    with refuses(errors.NotApproved):
        collect(reserve(asset))
    collect(reservation, at=3)
    with refuses(errors.NotApproved):
        collect(reservation, at=3)


def test_nothing_goes_to_who_left_meanwhile(reserve, collect, asset):
    reservation = reserve(asset)
    knowledge.of(Person, CLEO, version=2, name="Cleo", is_active=False)

    with refuses(errors.BorrowerInactive):
        collect(reservation)


def test_what_broke_meanwhile_stays_here(reserve, collect, asset, by_ben):
    reservation = reserve(asset)
    gear.change_asset(asset=asset, by=by_ben, status="in_repair")

    with refuses(errors.NotLendable):
        collect(reservation)

    assert spans() == [("LT-1", 1, 2)]
