"""Ratios of laps."""

import pytest

from bench import ratios, speed
from bench.ratios import Ratio
from bench.tests.laps import lap

OURS, THEIRS = ("kitroom", "list"), ("drf", "list")


def ratio(**changes):
    words = {"over": THEIRS, "under": (OURS,), "must": 4, "aim": 6, **changes}
    return Ratio(row="P0", what="a list", **words)


def test_a_ratio_is_the_median_of_what_each_rotation_gave():
    ours = [lap("kitroom", app, rotation=n) for n, app in enumerate((0.5, 1.5, 0.5))]
    theirs = [lap("drf", app, rotation=n) for n, app in enumerate((4.5, 5.5, 2.5))]

    figure = ratio().figure([*theirs, *ours[::-1]])

    assert figure.value == 3
    assert figure.spread == (3, 5)
    assert figure.verdict == "MISSED"


def test_only_laps_with_its_own_connections_count():
    laps = [lap("kitroom", 0.5), lap("drf", 4.5), lap("drf", 99, connections=64)]

    assert ratio().figure(laps).value == 5


def test_several_limits_are_added():
    laps = [
        lap("kitroom", 1.5),
        lap("hello", 0.25, question="hello", postgres=0),
        lap("pgbench", 0, postgres=0.75),
    ]
    under = (("hello", "hello"), ("pgbench", "list"))

    assert ratio(over=OURS, under=under, is_limit=True).figure(laps).value == 2


def test_a_ratio_may_be_one_of_times():
    laps = [lap("kitroom", 1, p50=2.0), lap("drf", 1, p50=5.0)]

    assert ratio(value=ratios.p50).figure(laps).value == 2.5


def test_a_rotation_that_lacks_one_of_both_is_no_ratio():
    with pytest.raises(KeyError):
        ratio().figure([lap("drf", 1, rotation=1), lap("kitroom", 1)])


def test_every_raced_row_has_a_ratio():
    assert {each.row for each in speed.RATIOS} == {"P1", "P2", "P3", "P4", "P5", "P6", "P7", "P16"}
