"""`check_out`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.gear import errors as gear_errors
from catalog_service.lending import actions, errors
from catalog_service.lending.models import HandedOut, Loan, LoanLine
from catalog_service.tests.lending.conftest import (
    CLEO,
    GONE,
    NOON,
    STRANGER,
    hour,
    refuses,
    spans,
)
from chassis.testing.outbox import told


def test_assets_go_out(lend, asset, other):
    told()

    loan = lend(asset, other, note="By hand.")

    assert (loan.borrower, loan.out_at, loan.due_at) == (CLEO, NOON, hour(4))
    assert (loan.closed_at, loan.reservation, loan.note) == (None, None, "By hand.")
    assert [line.condition_out for line in loan.lines.all()] == ["ok", "ok"]
    assert spans() == [("LT-1", 0, 4), ("LT-2", 0, 4)]
    for row in (asset, other):
        row.refresh_from_db()
        assert (row.status, row.version) == ("on_loan", 2)
    both = [str(asset.id), str(other.id)]
    changed = [data for type_, _, data in told() if type_ == "catalog.loan_changed.v1"]
    assert changed == [
        {
            "loan_id": str(loan.id),
            "borrower": str(CLEO),
            "place_id": None,
            "reservation_id": None,
            "out_at": "2026-03-02T12:00:00Z",
            "due_at": "2026-03-02T16:00:00Z",
            "closed_at": None,
            "asset_ids": both,
            "out_asset_ids": both,
        }
    ]


def test_each_asset_tells_that_it_is_out(lend, asset):
    told()

    lend(asset)

    assert [type_ for type_, _, _ in told()] == [
        "catalog.asset_changed.v1",
        "catalog.loan_changed.v1",
    ]


def test_how_it_looks_is_written_down(by_ben, asset):
    lines = [HandedOut(asset, "attention")]

    loan = actions.check_out(by=by_ben, at=NOON, borrower=CLEO, due_at=hour(1), lines=lines)

    assert loan.lines.get().condition_out == "attention"


def test_what_is_promised_to_others_meanwhile_is_refused(reserve, lend, asset):
    reserve(asset, start=3, end=4)

    with refuses(errors.Taken) as refused:
        lend(asset, due=3.5)

    assert refused.value.more["clashes"][0]["from"] == "2026-03-02T15:00:00.000000Z"
    assert lend(asset, due=3)


def test_what_is_out_goes_out_once(lend, asset):
    lend(asset, due=4)

    with refuses(errors.Taken):
        lend(asset, at=hour(1), due=5)


def test_what_is_overdue_is_still_out(lend, asset):
    lend(asset, due=4)

    with refuses(errors.NotLendable) as refused:
        lend(asset, at=hour(5), due=6)

    assert refused.value.detail == "This cannot be lent: LT-1 is on loan."


def test_whatever_its_status_says_what_is_out_goes_out_once(lend, asset, by_ben):
    lend(asset, due=4)
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="available")

    with refuses(errors.Taken):
        lend(asset, at=hour(5), due=6)


@pytest.mark.parametrize("status", ["in_repair", "quarantined", "lost", "retired", "on_loan"])
def test_what_is_kept_back_is_handed_to_nobody(lend, asset, by_ben, status):
    gear.change_asset(asset=asset, by=by_ben, status=status)

    with refuses(errors.NotLendable):
        lend(asset)


@pytest.mark.parametrize(
    ("borrower", "error"), [(STRANGER, errors.BorrowerUnknown), (GONE, errors.BorrowerInactive)]
)
def test_nothing_goes_to_who_is_not_here(lend, asset, borrower, error):
    with refuses(error):
        lend(asset, borrower=borrower)


@pytest.mark.parametrize(
    ("due", "error"), [(0, errors.EndsInThePast), (24 * 366 * 5 + 1, errors.TooFarAhead)]
)
def test_an_odd_time_is_refused(lend, asset, due, error):
    with refuses(error) as refused:
        lend(asset, due=due)

    assert refused.value.attr == "due_at"


def test_the_books_keep_their_assets(lend, asset, by_ben):
    lend(asset)

    with refuses(gear_errors.AssetInUse):
        gear.delete_asset(asset=asset, by=by_ben)


def test_what_is_refused_leaves_nothing(reserve, lend, asset, other):
    reserve(other)
    told()

    with refuses(errors.Taken):
        lend(asset, other)

    assert not Loan.objects.exists()
    assert not LoanLine.objects.exists()
    asset.refresh_from_db()
    assert (asset.status, told()) == ("available", [])
