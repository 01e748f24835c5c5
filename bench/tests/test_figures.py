"""Figures, percentiles and the columns of tables."""

import pytest

from bench.figures import Figure, columns, percentile, table


def figure(value, *, is_limit=False, **more):
    return Figure(row="P0", what="a thing", value=value, must=2, aim=4, is_limit=is_limit, **more)


@pytest.mark.parametrize(
    ("value", "verdict"), [(1.99, "MISSED"), (2, "must"), (3.99, "must"), (4, "aim")]
)
def test_a_figure_says_how_far_it_got(value, verdict):
    assert figure(value).verdict == verdict


def test_of_a_limit_less_is_better():
    costs = Figure(row="P0", what="a cost", value=3, must=4, aim=2, is_limit=True)

    assert costs.is_reached
    assert costs.verdict == "must"


def test_a_figure_shows_its_spread():
    assert figure(3, spread=(2.5, 3.25)).cells()[-1] == "2.5 to 3.25"
    assert figure(3).cells()[-1] == ""


def test_no_digit_before_the_point_is_left_out():
    assert figure(1071.4).cells()[2] == "1,071"
    assert figure(369.62).cells()[2] == "370"


def test_the_table_has_a_line_for_each_figure_below_the_head():
    lines = table([figure(3), figure(1)]).splitlines()

    assert [line.split()[0] for line in lines] == ["row", "P0", "P0"]
    assert "MISSED" in lines[2]


def test_columns_are_as_wide_as_their_widest_cell():
    assert columns([("a", "b"), ("long", "c")]) == "a     b\nlong  c"


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 51), (0.99, 100), (1, 101)])
def test_a_percentile_is_a_value_that_was_measured(share, value):
    assert percentile(list(range(101, 0, -1)), share) == value


def test_of_one_value_every_percentile_is_that_value():
    assert percentile([7], 0.99) == 7
