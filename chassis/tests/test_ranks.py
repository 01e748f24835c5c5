"""Ranks: texts whose order is that of a list which people sort by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis import ranks

KEYS = st.text(ranks.DIGITS, min_size=1, max_size=12).map(lambda text: text + "1")
IDS = ["01a20193712471be8f1c", "01a20193712471be9000f", "01a2019e71247d"]  # as of UUIDs


@given(KEYS, KEYS)
def test_between_two_there_is_always_another(one, other):
    low, high = sorted((one, other))
    if low == high:
        return

    assert low < ranks.between(low, high) < high
    made = ranks.spread(low, high, 9)
    assert [low, *made, high] == sorted({low, *made, high})


@given(st.lists(st.integers(0, 30), max_size=60))
def test_a_list_that_is_sorted_by_hand_keeps_its_order(places):
    row = list(IDS)
    for place in places:
        place = min(place, len(row))
        low = row[place - 1] if place else None
        high = row[place] if place < len(row) else None
        row.insert(place, ranks.between(low, high))

    assert row == sorted(set(row))


def test_what_is_put_first_or_last_a_thousand_times_grows_no_longer():
    first = last = IDS[0]
    for _ in range(1000):
        first, last = ranks.between(None, first), ranks.between(last, None)

    assert len(first) == len(last) == ranks.STEP + ranks.CHANCE


def test_who_puts_something_between_the_same_two_gets_another():
    assert len({ranks.between("a", "b") for _ in range(100)}) == 100


@pytest.mark.parametrize(("low", "high"), [(None, None), (None, IDS[0]), (IDS[0], None)])
def test_many_are_spread_in_order(low, high):
    made = ranks.spread(low, high, 500)

    assert len(made) == 500
    assert made == sorted(set(made))
    assert (low or "") < made[0]
    assert made[-1] < (high or "~")
    assert {len(rank) for rank in made} == {ranks.STEP + ranks.CHANCE}


def test_behind_the_last_that_there_can_be_is_none():
    with pytest.raises(ValueError, match="There is no rank 1 steps from"):
        ranks.between("z" * 12, None)
