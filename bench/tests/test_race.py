"""Who is asked what, and when."""

from bench import contestants, speed
from bench.race import Race

OURS, THEIRS = ("kitroom", "list"), ("drf", "list")


def test_each_rotation_begins_with_another_contestant():
    race = Race([OURS, THEIRS, OURS, ("drf", "get")])

    assert list(race.asked(0).items()) == [("kitroom", ["list"]), ("drf", ["list", "get"])]
    assert list(race.asked(1)) == ["drf", "kitroom"]
    assert list(race.asked(2)) == ["kitroom", "drf"]


def test_what_is_compared_with_nothing_is_asked_in_the_first_rotation_alone():
    race = Race([OURS, THEIRS], beside=[("ninja", "list"), ("drf", "get"), THEIRS])

    assert race.asked(0) == {"kitroom": ["list"], "drf": ["list", "get"], "ninja": ["list"]}
    assert race.asked(1) == {"kitroom": ["list"], "drf": ["list"]}


def test_every_contestant_beside_a_row_is_known_and_is_asked_what_the_row_asks():
    for row, pairs in speed.BESIDE.items():
        asked = {question for ratio in speed.RATIOS for _, question in ratio.pairs()}
        assert all(name in {*contestants.ALL, "pgbench"} for name, _ in pairs), row
        assert {question for _, question in pairs} <= asked, row
