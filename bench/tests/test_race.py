"""Who is asked what, when, and what the turns of it tell together."""

import pytest

from bench import contestants, depth, race, speed
from bench.load import Cost
from bench.race import GATE, Race

OURS, THEIRS, LIMIT = ("kitroom", "list"), ("drf", "list"), ("pgbench", "list")
EVERY_RATIO = [
    *((speed.groups(speed.RATIOS), ratio) for ratio in speed.RATIOS),
    *(
        (each.groups(), ratio)
        for each in (depth.TASKS, depth.ASSETS)
        for ratio in depth.ratios_of(each)
    ),
]


@pytest.mark.parametrize(
    ("groups", "ratio"), EVERY_RATIO, ids=[ratio.what for _, ratio in EVERY_RATIO]
)
def test_what_is_compared_is_asked_by_turns(groups, ratio):
    assert any(set(ratio.pairs()) <= set(group) for group in groups)


@pytest.mark.parametrize("groups", [depth.TASKS.groups(), speed.groups(speed.RATIOS)])
def test_every_pair_is_in_one_group(groups):
    pairs = [pair for group in groups for pair in group]

    assert len(pairs) == len(set(pairs))


def test_what_is_compared_with_nothing_is_asked_in_the_first_rotation_alone():
    beside = [("ninja", "list"), ("drf", "get"), THEIRS]
    asked = Race([[OURS, THEIRS]], beside=beside, connections=[GATE]).asked

    assert asked(0) == [(GATE, [OURS, THEIRS, ("ninja", "list")])]
    assert asked(1) == [(GATE, [OURS, THEIRS])]


def test_limits_have_no_crowd():
    asked = Race([[OURS, LIMIT], [LIMIT]], connections=[GATE, 64]).asked

    assert asked(0) == [(GATE, [OURS, LIMIT]), (64, [OURS]), (GATE, [LIMIT])]
    assert asked(1) == [(GATE, [OURS, LIMIT]), (GATE, [LIMIT])]


def test_writes_come_last():
    asked = [names for names in speed.GROUPS if {"create", "change"} & {*names}]

    assert speed.GROUPS[-len(asked) :] == tuple(asked)


def test_every_contestant_beside_a_row_is_known_and_is_asked_what_the_row_asks():
    for row, pairs in speed.BESIDE.items():
        asked = {question for ratio in speed.RATIOS for _, question in ratio.pairs()}
        assert all(name in {*contestants.ALL, "pgbench"} for name, _ in pairs), row
        assert {question for _, question in pairs} <= asked, row


def test_turns_are_told_as_one():
    calm = Cost(app=1.0, postgres=0.5, per_second=900, p50=2.0, p99=5.0, requests=300)
    busy = Cost(app=2.0, postgres=1.0, per_second=300, p50=6.0, p99=9.0, requests=100)

    told = race.together([calm, calm, busy])

    assert (told.p50, told.p99, told.requests, told.per_second) == (2.0, 9.0, 700, 700)
    assert round(told.app * 700) == 1.0 * 600 + 2.0 * 100
