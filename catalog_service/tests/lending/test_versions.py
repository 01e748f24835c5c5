"""Whoever has read an asset is never told that it is unchanged when it shows something else."""

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions
from catalog_service.lending.models import TakenBack
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, hour


@pytest.fixture
def stale(ben, asset, other):
    """Do something; return whether any asset shows something else since, and its ETag is the old.

    `open_tasks` is of another service: it says itself how old it is.
    """

    def seen():
        answers = [ben.get(f"{API}assets/{one.pk}/?omit=open_tasks") for one in (asset, other)]
        return [(answer.json(), answer["ETag"]) for answer in answers]

    def stale(verb, **words):
        before = seen()
        verb(**words)
        pairs = [pair for pair in zip(before, seen(), strict=True) if pair[0][0] != pair[1][0]]
        assert pairs  # else it would be no test
        return any(old == new for (_, old), (_, new) in pairs)

    return stale


WHOLE = {
    "extend": (actions.extend_loan, {"due_at": hour(9)}),
    "return": (actions.return_loan, {}),
    "lose": (actions.mark_lost, {}),
}


@pytest.mark.parametrize("verb", WHOLE)
def test_what_is_out_is_extended_returned_or_lost(stale, lend, asset, other, by_ben, verb):
    do, words = WHOLE[verb]
    loan = lend(asset, other)

    assert not stale(do, loan=loan, by=by_ben, at=hour(1), **words)


def test_one_of_two_is_extended_and_comes_back_broken(stale, lend, asset, other, by_ben):
    words = {"loan": lend(asset, other), "by": by_ben, "at": hour(1)}

    assert not stale(actions.extend_loan, due_at=hour(9), lines=[asset], **words)
    assert not stale(actions.return_loan, lines=[TakenBack(other, "damaged")], **words)


def test_what_was_put_elsewhere_meanwhile_comes_back(stale, lend, asset, by_ben):
    loan = lend(asset)
    gear.change_asset(asset=asset, by=by_ben, status="in_repair")

    assert not stale(actions.return_loan, loan=loan, by=by_ben, at=hour(1))


def test_it_is_handed_out_collected_and_scanned(stale, lend, reserve, asset, other, by_ben):
    words = {"by": by_ben, "at": hour(1), "tags": [asset.tag, other.tag]}
    reservation = reserve(other)

    assert not stale(lambda: lend(asset))
    collect = {"reservation": reservation, "by": by_ben, "at": hour(1), "due_at": hour(2)}
    assert not stale(actions.collect_reservation, **collect)
    assert not stale(actions.scan, direction="in", **words)
    assert not stale(actions.scan, direction="out", borrower=BEN, due_at=hour(5), **words)
