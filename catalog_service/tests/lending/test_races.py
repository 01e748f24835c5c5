"""Many who want the same at the same moment: real threads, each with a connection of its own."""

import pytest
from django.db import transaction

from catalog_service.gear.models import Asset
from catalog_service.lending import actions, errors
from catalog_service.lending.models import HandedOut, Hold, Loan, Reservation, Some
from catalog_service.tests.lending.conftest import BEN, CLEO, NOON, hour, spans
from chassis.errors.deadlocks import once_more
from chassis.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6
SLOTS = 8


def _tried(verb, **words):
    """Return whether a verb did it, in a transaction of its own; Taken is the only other way."""

    def once():
        with transaction.atomic():
            return verb(**words)

    try:
        return bool(once_more(once))
    except errors.Taken:
        return False


def test_many_at_one_asset_get_one_hold_for_each_free_slot(asset, by_ben):
    def everybody():
        return [
            _tried(
                actions.request_reservation,
                by=by_ben,
                at=NOON,
                borrower=CLEO,
                lines=[asset],
                starts_at=hour(slot),
                ends_at=hour(slot + 1),
            )
            for slot in range(1, SLOTS + 1)
        ]

    done = at_once(*[everybody] * THREADS)

    assert [sum(tries) for tries in zip(*done, strict=True)] == [1] * SLOTS
    assert spans() == [("LT-1", slot, slot + 1) for slot in range(1, SLOTS + 1)]
    assert Reservation.objects.count() == SLOTS


def test_who_asks_for_the_same_in_another_order_waits_and_is_not_torn_out(make_asset, by_ben):
    assets = [make_asset(f"LT-{number}") for number in range(4)]

    def ask(lines):
        return [
            _tried(
                actions.request_reservation,
                by=by_ben,
                at=NOON,
                borrower=CLEO,
                lines=lines,
                starts_at=hour(slot),
                ends_at=hour(slot + 1),
            )
            for slot in range(1, 5)
        ]

    one, other = at_once(lambda: ask(assets), lambda: ask(assets[::-1]))

    assert [a + b for a, b in zip(one, other, strict=True)] == [1] * 4
    assert Hold.objects.count() == 4 * 4


def test_many_at_one_product_get_as_many_as_there_are(make_asset, thinkpad, by_ben):
    assets = [make_asset(f"LT-{number}") for number in range(3)]
    words = {"by": by_ben, "at": NOON, "borrower": CLEO}

    def ask(line):
        times = [(1, 3), (2, 4), (3, 5)]
        return [
            _tried(
                actions.request_reservation,
                **words,
                lines=[line],
                starts_at=hour(start),
                ends_at=hour(end),
            )
            for start, end in times
        ]

    wishes = [Some(thinkpad, 2), Some(thinkpad), assets[0], Some(thinkpad), assets[2]]
    done = at_once(*[lambda wish=wish: ask(wish) for wish in wishes])

    assert sum(map(sum, done)) == Reservation.objects.count() > 0
    for row in Reservation.objects.all():
        assert Hold.objects.filter(reservation_line__reservation=row).count() == sum(
            line.quantity for line in row.lines.all()
        )
    kept = Hold.objects.within(hour(2), hour(3))
    assert kept.count() == len(assets)  # whoever came first, there is somebody for each


def test_one_of_two_desks_hands_it_out(asset, by_ben):
    def lend(borrower):
        words = {"borrower": borrower, "due_at": hour(4), "lines": [HandedOut(asset)]}
        return _tried(actions.check_out, by=by_ben, at=NOON, **words)

    done = at_once(lambda: lend(CLEO), lambda: lend(BEN))

    assert sorted(done) == [False, True]
    assert (Loan.objects.count(), Asset.objects.get().status) == (1, "on_loan")
