"""`return_loan`."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, errors
from catalog_service.lending.models import TakenBack
from catalog_service.tests.lending.conftest import hour, refuses, spans
from chassis.testing.outbox import told


@pytest.fixture
def take_back(by_ben):
    """Take back a loan, an hour after noon unless said otherwise: all of it, or some lines."""

    def take_back(loan, *lines, at=1):
        words = {"lines": lines} if lines else {}
        return actions.return_loan(loan=loan, by=by_ben, at=hour(at), **words)

    return take_back


def _status(asset):
    asset.refresh_from_db()
    return asset.status


def test_all_of_it_comes_back(lend, take_back, asset, other):
    loan = lend(asset, other)
    told()

    closed = take_back(loan)

    assert (closed.closed_at, closed.version) == (hour(1), 2)
    assert {(line.returned_at, line.condition_in) for line in closed.lines.all()} == {
        (hour(1), "ok")
    }
    assert (_status(asset), _status(other), spans()) == ("available", "available", [])
    *_, (type_, version, data) = told()
    assert (type_, version) == ("catalog.loan_changed.v1", 2)
    assert (data["closed_at"], data["out_asset_ids"]) == ("2026-03-02T13:00:00Z", [])


def test_some_of_it_comes_back(lend, take_back, asset, other):
    loan = lend(asset, other)

    half = take_back(loan, TakenBack(asset, note="Smells."))

    assert half.is_open
    assert [(line.asset.tag, line.is_out, line.note) for line in half.lines.all()] == [
        ("LT-1", False, "Smells."),
        ("LT-2", True, ""),
    ]
    assert (_status(asset), _status(other)) == ("available", "on_loan")
    assert spans() == [("LT-2", 0, 4)]
    assert not take_back(half).is_open


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("ok", "available"),
        ("attention", "available"),
        ("damaged", "quarantined"),
        ("destroyed", "quarantined"),
    ],
)
def test_what_is_broken_is_quarantined(lend, take_back, asset, condition, status):
    loan = take_back(lend(asset), TakenBack(asset, condition))

    assert (_status(asset), loan.lines.get().condition_in) == (status, condition)
    assert asset.condition == condition


def test_what_the_desk_decided_meanwhile_stays(lend, take_back, asset, by_ben):
    loan = lend(asset)
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="retired")

    take_back(loan)

    assert _status(asset) == "retired"


def test_it_is_free_at_once(lend, reserve, take_back, asset):
    take_back(lend(asset, due=4))

    assert reserve(asset, start=1, end=2, at=hour(1))
    assert lend(asset, at=hour(0.5), due=1)


def test_nothing_comes_back_twice_or_from_elsewhere(lend, take_back, asset, other):
    loan = lend(asset)

    with refuses(errors.NotOut) as refused:
        take_back(loan, TakenBack(other))
    assert refused.value.detail == "Not out with this loan: LT-2."
    take_back(loan)
    with refuses(errors.NotOut):
        take_back(loan, TakenBack(asset))
    with refuses(errors.LoanClosed):
        take_back(loan)


def test_the_loan_is_due_when_the_first_of_the_rest_is(lend, take_back, asset, other, by_ben):
    loan = lend(asset, other, due=4)
    words = {"loan": loan, "by": by_ben, "at": hour(1)}

    assert actions.extend_loan(**words, due_at=hour(8), lines=[other]).due_at == hour(4)
    assert take_back(loan, TakenBack(asset)).due_at == hour(8)


def test_what_was_given_up_may_come_back(lend, take_back, asset, by_ben):
    lost = actions.mark_lost(loan=lend(asset), by=by_ben, at=hour(1))

    found = take_back(lost, TakenBack(asset, "attention"), at=3)

    assert (found.closed_at, _status(asset)) == (hour(1), "available")
    assert (found.lines.get().lost, found.lines.get().returned_at) == (False, hour(3))


def test_what_was_found_and_lent_again_stays_out(lend, take_back, asset, by_ben):
    lost = actions.mark_lost(loan=lend(asset), by=by_ben, at=hour(1))
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, status="available")
    lend(asset, at=hour(2), due=4)

    take_back(lost, TakenBack(asset), at=3)

    assert (_status(asset), spans()) == ("on_loan", [("LT-1", 2, 4)])
