"""The checker itself: it sees what is lost, what happened twice and what was denied."""

import pytest

from tests.faults.checker import Found, compare
from tests.faults.history import Operation, Outcome
from tests.faults.report import Report

DONE, UNKNOWN, FAILED = Outcome.ACKNOWLEDGED, Outcome.UNKNOWN, Outcome.FAILED


def create(name="a", *, outcome=DONE, id="1"):
    return Operation("create", "tasks", name, id=id, version=1, outcome=outcome)


def change(text, *, outcome=DONE):
    return Operation("change", "tasks", "a", text=text, id="1", outcome=outcome)


def test_what_was_said_to_be_done_is_there():
    verdict = compare([create(), change("x")], [Found("1", "a", "x", 2)])

    assert verdict


def test_a_row_that_is_gone_is_lost_with_its_changes():
    verdict = compare([create(), change("x")], [])

    assert verdict.lost == ["create of a", "change of a"]


def test_a_change_that_is_gone_is_lost():
    verdict = compare([create(), change("x"), change("y")], [Found("1", "a", "x", 2)])

    assert verdict.lost == ["1 changes of a", "the last change of a: it says 'x'"]


def test_a_row_that_is_there_twice_is_seen():
    verdict = compare([create()], [Found("1", "a", "", 1), Found("2", "a", "", 1)])

    assert verdict.twice == ["a is there 2 times"]


def test_a_change_that_was_made_twice_is_seen():
    verdict = compare([create(), change("x")], [Found("1", "a", "x", 3)])

    assert verdict.twice == ["a was changed 2 times instead of 1"]


def test_what_was_said_not_to_be_done_is_not_there():
    verdict = compare([create(outcome=FAILED)], [Found("1", "a", "", 1)])

    assert verdict.denied == ["a was refused, and it is there"]


@pytest.mark.parametrize("found", [[], [Found("1", "a", "", 1)]])
def test_nobody_knows_whether_a_write_without_an_answer_happened(found):
    assert compare([create(outcome=UNKNOWN, id="")], found)


@pytest.mark.parametrize("version", [1, 2])
def test_nobody_knows_whether_a_change_without_an_answer_happened(version):
    own = [create(), change("x", outcome=UNKNOWN)]

    assert compare(own, [Found("1", "a", "x" * (version - 1), version)])


def test_the_table_shows_every_row_in_order_and_a_miss_fails_the_test():
    report = Report()
    report.row("R12", tried="much", measured="all", target="all", holds=True)

    with pytest.raises(AssertionError, match="R2: half"):
        report.row("R2", tried="much", measured="half", target="all", holds=False)

    head, first, second = report.table().splitlines()
    assert head.split() == ["row", "tried", "measured", "target", "verdict"]
    assert first.split() == ["R2", "much", "half", "all", "MISSED"]
    assert second.split() == ["R12", "much", "all", "all", "ok"]
