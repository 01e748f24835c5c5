"""`extend_loan`, `mark_lost`."""

from catalog_service.lending import actions, errors
from catalog_service.tests.lending.conftest import hour, refuses, spans
from chassis.testing.outbox import told


def test_it_may_stay_longer(lend, asset, other, by_ben):
    loan = lend(asset, other)
    told()

    longer = actions.extend_loan(loan=loan, by=by_ben, at=hour(1), due_at=hour(6))

    assert (longer.due_at, longer.version) == (hour(6), 2)
    assert {line.due_at for line in longer.lines.all()} == {hour(6)}
    assert spans() == [("LT-1", 1, 6), ("LT-2", 1, 6)]
    events = told()
    assert [data["due_at"] for _, _, data in events if "due_at" in data] == ["2026-03-02T18:00:00Z"]
    assert len(events) == 3  # the assets show it too


def test_until_somebody_else_gets_it(lend, reserve, asset, by_ben):
    loan = lend(asset)
    reserve(asset, start=5, end=6)

    with refuses(errors.Taken):
        actions.extend_loan(loan=loan, by=by_ben, at=hour(1), due_at=hour(5.5))
    actions.extend_loan(loan=loan, by=by_ben, at=hour(1), due_at=hour(5))

    assert spans() == [("LT-1", 1, 5), ("LT-1", 5, 6)]


def test_what_is_overdue_may_stay_though_others_waited_in_vain(lend, reserve, asset, by_ben):
    loan = lend(asset, due=2)
    reserve(asset, start=3, end=4)

    actions.extend_loan(loan=loan, by=by_ben, at=hour(5), due_at=hour(6))

    assert spans() == [("LT-1", 3, 4), ("LT-1", 5, 6)]


def test_the_database_has_the_last_word(lend, reserve, asset, by_ben, monkeypatch):
    loan = lend(asset)
    reserve(asset, start=5, end=6)
    monkeypatch.setattr(actions.loans.holds.selectors, "clashes", lambda *_, **__: ([], [], False))

    with refuses(errors.Taken):
        actions.extend_loan(loan=loan, by=by_ben, at=hour(1), due_at=hour(5.5))


def test_it_is_not_extended_into_the_past(lend, asset, by_ben):
    with refuses(errors.EndsInThePast) as refused:
        actions.extend_loan(loan=lend(asset), by=by_ben, at=hour(2), due_at=hour(2))

    assert refused.value.attr == "due_at"


def test_what_is_not_out_is_neither_extended_nor_given_up(lend, asset, other, by_ben):
    loan = lend(asset)
    words = {"loan": loan, "by": by_ben, "at": hour(1)}

    with refuses(errors.NotOut):
        actions.extend_loan(**words, due_at=hour(6), lines=[other])
    actions.return_loan(**words)
    with refuses(errors.LoanClosed):
        actions.extend_loan(**words, due_at=hour(6))
    with refuses(errors.NotOut):
        actions.mark_lost(**words, lines=[asset])


def test_what_does_not_come_back_is_given_up(lend, asset, other, by_ben):
    loan = lend(asset, other)

    half = actions.mark_lost(loan=loan, by=by_ben, at=hour(9), lines=[asset], note="On a train.")

    asset.refresh_from_db()
    assert (asset.status, half.is_open) == ("lost", True)
    assert [(line.lost, line.note) for line in half.lines.all()] == [
        (True, "On a train."),
        (False, ""),
    ]
    assert spans() == [("LT-2", 0, 4)]
    assert actions.mark_lost(loan=loan, by=by_ben, at=hour(9)).closed_at == hour(9)
