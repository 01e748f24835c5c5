"""Contestants that are asked by turns."""

from bench import depth, turns
from bench.load import Cost


def test_what_is_compared_is_asked_by_turns():
    for each in (depth.TASKS, depth.ASSETS):
        groups = [set(group) for group in each.groups()]

        for ratio in depth.ratios_of(each):
            assert any(set(ratio.pairs()) <= group for group in groups), ratio.what


def test_every_pair_is_in_one_group():
    pairs = [pair for group in depth.TASKS.groups() for pair in group]

    assert len(pairs) == len(set(pairs)) == 2 * len(depth.TASKS.titles)


def test_short_laps_are_told_as_one():
    calm = Cost(app=1.0, postgres=0.5, per_second=900, p50=2.0, p99=5.0, requests=300)
    busy = Cost(app=2.0, postgres=1.0, per_second=300, p50=6.0, p99=9.0, requests=100)

    told = turns.together([calm, calm, busy])

    assert (told.p50, told.p99, told.requests, told.per_second) == (2.0, 9.0, 700, 700)
    assert round(told.app * 700) == 1.0 * 600 + 2.0 * 100
