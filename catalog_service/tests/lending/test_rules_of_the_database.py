"""What the database refuses, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from catalog_service.lending.models import Hold, Loan, LoanLine, Reservation, ReservationLine
from catalog_service.tests.lending.conftest import CLEO, NOON, hour


@pytest.fixture
def line(asset):
    """A line of a reservation that holds nothing."""
    reservation = Reservation.objects.create(borrower=CLEO, starts_at=NOON, ends_at=hour(1))
    return ReservationLine.objects.create(reservation=reservation, asset=asset)


@pytest.fixture
def loan_line(asset):
    """A line of a loan that holds nothing."""
    loan = Loan.objects.create(borrower=CLEO, out_at=NOON, due_at=hour(1))
    return LoanLine.objects.create(loan=loan, asset=asset, due_at=hour(1))


def _refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def _hold(start, end, **reasons):
    line = next(each for each in reasons.values() if each)
    times = {"starts_at": hour(start), "ends_at": hour(end)}
    return Hold.objects.create(asset_id=line.asset_id, **times, **reasons)


def test_no_asset_is_promised_twice(line, loan_line):
    hold = _hold(1, 3, reservation_line=line)

    _refused("no_asset_is_promised_twice", lambda: _hold(2, 4, loan_line=loan_line))
    _hold(3, 4, loan_line=loan_line)
    assert str(hold) == "2026-03-02 13:00 to 2026-03-02 15:00"


def test_another_asset_is_in_nobody_s_way(line, other):
    _hold(1, 3, reservation_line=line)
    elsewhere = ReservationLine.objects.create(reservation=line.reservation, asset=other)

    assert _hold(1, 3, reservation_line=elsewhere)


def test_a_hold_has_a_length_and_one_reason(line, loan_line):
    _refused("a_hold_ends_after_its_start", lambda: _hold(1, 1, reservation_line=line))
    both = {"reservation_line": line, "loan_line": loan_line}
    _refused("a_hold_is_for_one_reason", lambda: _hold(1, 2, **both))
    nothing = {"asset": line.asset, "starts_at": NOON, "ends_at": hour(1)}
    _refused("a_hold_is_for_one_reason", lambda: Hold.objects.create(**nothing))


def test_an_asset_is_out_once(loan_line):
    again = {"asset": loan_line.asset, "due_at": hour(1)}
    loan = Loan.objects.create(borrower=CLEO, out_at=NOON, due_at=hour(1))

    _refused("an_asset_is_out_once", lambda: LoanLine.objects.create(loan=loan, **again))
    LoanLine.objects.update(lost=True)
    assert LoanLine.objects.create(loan=loan, **again)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"condition_out": "eaten"}, "a_loan_line_has_known_conditions"),
        ({"returned_at": NOON, "condition_in": "eaten"}, "a_loan_line_has_known_conditions"),
        ({"returned_at": NOON}, "what_is_back_has_a_condition_and_is_not_lost"),
        ({"condition_in": "ok"}, "what_is_back_has_a_condition_and_is_not_lost"),
        (
            {"returned_at": NOON, "condition_in": "ok", "lost": True},
            "what_is_back_has_a_condition_and_is_not_lost",
        ),
    ],
)
def test_a_line_makes_sense(loan_line, changes, name):
    _refused(name, lambda: LoanLine.objects.update(**changes))


def test_times_and_states_make_sense(line, loan_line):
    early = {"ends_at": NOON}
    _refused("a_reservation_ends_after_its_start", lambda: Reservation.objects.update(**early))
    unknown = {"status": "eaten"}
    _refused("a_reservation_has_a_known_status", lambda: Reservation.objects.update(**unknown))
    _refused("a_loan_is_due_after_its_start", lambda: Loan.objects.update(due_at=NOON))


def test_a_line_asks_for_one_thing(line, thinkpad):
    def ask(**words):
        ReservationLine.objects.create(reservation=line.reservation, **words)

    for words in (
        {},
        {"asset": line.asset, "product": thinkpad},
        {"product": thinkpad, "quantity": 0},
    ):
        _refused("a_reservation_line_asks_for_one_thing", lambda words=words: ask(**words))
    ask(product=thinkpad, quantity=2)
    _refused("a_reservation_names_a_product_once", lambda: ask(product=thinkpad))
