"""`cancel_reservations_of` and `held_by`: what is asked when somebody leaves."""

from catalog_service.lending import actions, selectors
from catalog_service.lending.actions import leaving
from catalog_service.lending.models import TakenBack
from catalog_service.tests.lending.conftest import BEN, CLEO, hour, spans
from chassis.history.entries import entries
from chassis.testing.outbox import told

NOTE = "Cancelled: the borrower leaves."


def test_what_is_pending_is_cancelled_and_its_row_history_and_event_say_why(
    reserve, asset, other, by_ben
):
    pending = reserve(asset, note="For the fair.")
    draft = reserve(other, start=5, end=6, is_draft=True)
    told()

    done = actions.cancel_reservations_of(person=CLEO, by=by_ben, note=NOTE)

    for row in (pending, draft):
        row.refresh_from_db()
    assert set(done) == {pending.pk, draft.pk}
    assert (pending.status, pending.note) == ("cancelled", f"For the fair.\n\n{NOTE}")
    assert (draft.status, draft.note, spans()) == ("cancelled", NOTE, [])
    assert entries(draft)[0]["changes"]["note"] == ["", NOTE]
    assert {data["status"] for _, _, data in told()} == {"cancelled"}


def test_what_is_over_or_collected_or_of_others_stays(reserve, lend, asset, other, by_ben):
    actions.collect_reservation(reservation=reserve(asset), by=by_ben, at=hour(1))
    kept = reserve(other, start=5, end=6, by=by_ben, borrower=BEN)

    assert actions.cancel_reservations_of(person=CLEO, by=by_ben, note=NOTE) == []

    kept.refresh_from_db()
    assert kept.is_open


def test_many_are_cancelled_some_at_a_time(reserve, asset, by_ben, monkeypatch):
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    for start in (1, 2, 3):
        reserve(asset, start=start, end=start + 1)

    words = {"person": CLEO, "by": by_ben, "note": NOTE}
    counts = [len(actions.cancel_reservations_of(**words)) for _ in range(3)]

    assert (counts, spans()) == ([2, 1, 0], [])


def test_what_somebody_has_is_what_is_out_and_neither_back_nor_lost(
    lend, make_asset, by_ben, django_assert_max_num_queries
):
    one, two, three, lost = (make_asset(f"LT-{number}") for number in range(4))
    loan = lend(one, two, due=4)
    lend(three, due=3)
    actions.return_loan(loan=loan, by=by_ben, at=hour(1), lines=[TakenBack(one)])
    actions.mark_lost(loan=lend(lost, due=9), by=by_ben, at=hour(1))

    with django_assert_max_num_queries(1):
        held = selectors.held_by(CLEO)

    assert [(each.tag, each.due_at) for each in held] == [
        ("LT-2", hour(3)),
        ("LT-1", hour(4)),
    ]
    assert held[1].loan_id == loan.pk
    assert selectors.held_by(BEN) == []
