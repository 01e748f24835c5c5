"""`request_reservation`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import errors, selectors
from catalog_service.lending.models import Hold, Reservation
from catalog_service.tests.lending.conftest import (
    BEN,
    CLEO,
    GONE,
    STRANGER,
    refuses,
    spans,
)
from chassis.auth import Caller
from chassis.testing.outbox import told


def test_a_member_reserves_for_herself_and_it_is_approved_at_once(reserve, asset, other):
    reservation = reserve(asset, other, note="For the fair.")

    assert (reservation.borrower, reservation.created_by) == (CLEO, str(CLEO))
    assert (reservation.status, reservation.note) == ("approved", "For the fair.")
    assert spans() == [("LT-1", 1, 2), ("LT-2", 1, 2)]


def test_a_reservation_is_told_of(reserve, asset):
    told()

    reservation = reserve(asset)

    assert told() == [
        (
            "catalog.reservation_changed.v1",
            1,
            {
                "reservation_id": str(reservation.id),
                "borrower": str(CLEO),
                "status": "approved",
                "starts_at": "2026-03-02T13:00:00Z",
                "ends_at": "2026-03-02T14:00:00Z",
                "asset_ids": [str(asset.id)],
            },
        )
    ]


def test_the_desk_reserves_for_anybody_else_nobody_does(reserve, asset, by_ben):
    assert reserve(asset, by=by_ben, borrower=CLEO).borrower == CLEO

    with refuses(errors.OnlyForYourself):
        reserve(asset, borrower=BEN, start=5, end=6)


def test_who_is_no_person_says_for_whom(reserve, asset, by_ben):
    program = Caller(id="reports", kind="service", scopes=by_ben.scopes)

    with refuses(errors.BorrowerMissing):
        reserve(asset, by=program)
    assert reserve(asset, by=program, borrower=CLEO).created_by == "reports"


@pytest.mark.parametrize(
    ("borrower", "error"),
    [(STRANGER, errors.BorrowerUnknown), (GONE, errors.BorrowerInactive)],
)
def test_nobody_reserves_for_who_is_not_here(reserve, asset, by_ben, borrower, error):
    with refuses(error) as refused:
        reserve(asset, by=by_ben, borrower=borrower)

    assert refused.value.attr == "borrower"


@pytest.mark.parametrize(
    ("start", "end", "error", "attr"),
    [
        (2, 2, errors.EndsBeforeStart, "ends_at"),
        (2, 1, errors.EndsBeforeStart, "ends_at"),
        (-3, -1, errors.EndsInThePast, "ends_at"),
        (-3, 0, errors.EndsInThePast, "ends_at"),
        (-1, 2, errors.StartsInThePast, "starts_at"),
        (1, 24 * 366 * 5 + 1, errors.TooFarAhead, "ends_at"),
    ],
)
def test_an_odd_time_is_refused(reserve, asset, start, end, error, attr):
    with refuses(error) as refused:
        reserve(asset, start=start, end=end)

    assert refused.value.attr == attr


def test_a_reservation_may_begin_now_whatever_the_clocks_say(reserve, asset):
    assert reserve(asset, start=-0.05).status == "approved"


@pytest.mark.parametrize(
    ("start", "end"), [(1, 2), (0.5, 1.5), (1.5, 2.5), (1.25, 1.75), (0.5, 2.5)]
)
def test_what_overlaps_is_refused_and_says_what_is_in_the_way_and_what_is_free(
    reserve, asset, other, start, end
):
    reserve(asset, start=1, end=2)

    with refuses(errors.Taken) as refused:
        reserve(other, asset, start=start, end=end)

    assert "LT-1 from 2026-03-02T13:00:00.000000Z" in refused.value.detail
    (clash,) = refused.value.more["clashes"]
    assert clash == {
        "asset": str(asset.id),
        "tag": "LT-1",
        "from": "2026-03-02T13:00:00.000000Z",
        "to": "2026-03-02T14:00:00.000000Z",
    }
    assert [free["from"] for free in refused.value.more["free"]] == ["2026-03-02T14:00:00.000000Z"]
    assert spans() == [("LT-1", 1, 2)]


def test_the_next_free_times_are_long_enough(reserve, asset):
    for start, end in [(1, 2), (3, 4), (4.5, 5), (7, 8), (9, 10)]:
        reserve(asset, start=start, end=end)

    with refuses(errors.Taken) as refused:
        reserve(asset, start=1, end=2)

    free = [(each["from"][11:16], each["to"][11:16]) for each in refused.value.more["free"]]
    assert free == [("14:00", "15:00"), ("17:00", "18:00"), ("20:00", "21:00")]


def test_what_is_asked_together_is_free_together(reserve, asset, other):
    reserve(asset, start=1, end=3)
    reserve(other, start=4, end=6)

    with refuses(errors.Taken) as refused:
        reserve(asset, other, start=2, end=4)

    assert [each["from"][11:16] for each in refused.value.more["free"]] == ["18:00"]


def test_back_to_back_is_allowed(reserve, asset):
    reserve(asset, start=2, end=3)
    reserve(asset, start=1, end=2)
    reserve(asset, start=3, end=4)

    assert spans() == [("LT-1", 1, 2), ("LT-1", 2, 3), ("LT-1", 3, 4)]


@pytest.mark.parametrize("status", ["in_repair", "quarantined", "lost", "retired"])
def test_what_is_kept_back_is_promised_to_nobody(reserve, asset, by_ben, status):
    gear.change_asset(asset=asset, by=by_ben, status=status)

    with refuses(errors.NotLendable) as refused:
        reserve(asset)

    assert refused.value.more["assets"] == [
        {"asset": str(asset.id), "tag": "LT-1", "status": status}
    ]


def test_what_is_out_may_be_promised_for_later(lend, reserve, asset):
    lend(asset, due=4)

    reserve(asset, start=4, end=5)

    assert spans() == [("LT-1", 0, 4), ("LT-1", 4, 5)]


def test_the_desk_looks_first_where_a_category_wants_it(reserve, asset, laptops, by_ben):
    gear.change_category(category=laptops, by=by_ben, needs_approval=True)

    assert reserve(asset).status == "requested"
    assert reserve(asset, by=by_ben, borrower=CLEO, start=3, end=4).status == "approved"
    assert spans() == [("LT-1", 1, 2), ("LT-1", 3, 4)]


def test_what_was_deleted_meanwhile_is_named(reserve, asset, by_ben):
    gear.delete_asset(asset=asset, by=by_ben)

    with refuses(errors.AssetGone):
        reserve(asset)


def test_the_database_has_the_last_word(reserve, asset, monkeypatch):
    reserve(asset)
    monkeypatch.setattr(selectors, "clashes", lambda *_, **__: ([], [], False))

    with refuses(errors.Taken):
        reserve(asset, start=1.5, end=3)

    assert Hold.objects.count() == 1


def test_what_is_refused_leaves_nothing(reserve, asset, other):
    reserve(asset)
    told()

    with refuses(errors.Taken):
        reserve(asset, other, end=1.5)

    assert Reservation.objects.count() == 1
    assert told() == []
