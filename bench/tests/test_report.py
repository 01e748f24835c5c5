"""What is written of a run: JSON, a page, a chart."""

import json
import math
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bench import table
from bench.chart import Bar, svg
from bench.figures import Figure
from bench.report import Report, read
from bench.tests.laps import lap

RECTANGLE = ".//{http://www.w3.org/2000/svg}rect"


@pytest.fixture
def report():
    return Report(
        figures=[Figure(row="P1", what="list: a / b", value=5, must=4.5, aim=6.5, spread=(4, 6))],
        laps=[lap("drf", 4.5), lap("kitroom", 0.5), lap("drf", 5.5, rotation=1)],
        machine={"processor": "a quick one"},
        runs={"P1": "2026-11-21, 2 rotations"},
    )


def test_lines_are_medians_with_the_quickest_first(report):
    lines = table.lines(report.laps)

    assert [line[2] for line in lines] == ["Kitroom", "tuned DRF"]
    assert lines[1][3:6] == ("5.500", "5.000", "0.500")


def test_questions_stay_in_the_order_in_which_they_were_asked():
    laps = [lap("drf", 9, question="get"), lap("drf", 1), lap("kitroom", 2, question="get")]

    assert [line[0] for line in table.lines(laps)] == ["get", "get", "list"]


def test_json_holds_figures_and_laps(report):
    document = json.loads(report.as_json())

    assert document["figures"][0]["reached"] == "must"
    assert document["laps"][1]["cost"]["app"] == 0.5
    assert document["machine"] == {"processor": "a quick one"}


def test_what_was_not_measured_is_null_in_json(report):
    cost = {**vars(report.laps[0].cost), "p99": math.nan}
    unknown = lap("pgbench", 0)
    object.__setattr__(unknown, "cost", type(unknown.cost)(**cost))

    text = Report(figures=[], laps=[unknown], machine={}, runs={}).as_json()

    assert json.loads(text)["laps"][0]["cost"]["p99"] is None


def test_what_was_written_is_read_as_it_was(report):
    assert read(report.as_json()) == report


def test_rows_that_a_run_leaves_out_stay_as_they_were(report):
    figure = Figure(row="P10", what="deep", value=1, must=2, aim=1, is_limit=True)
    later = Report(
        figures=[figure],
        laps=[lap("kitroom", 7, question="desk"), lap("kitroom", 6)],
        machine={"processor": "another"},
        runs={"P10": "2026-11-22, 3 rotations"},
    )

    both = later.after(replace(report, laps=[*report.laps, lap("drf", 9, question="get")]))

    assert [each.row for each in both.figures] == ["P1", "P10"]
    assert [each.cost.app for each in both.laps] == [7, 6, 9]
    assert "P1: 2026-11-21, 2 rotations; P10: 2026-11-22, 3 rotations" in both.as_page()


def test_the_page_has_every_figure_and_every_contestant(report):
    page = report.as_page()

    assert "P1: 2026-11-21, 2 rotations" in page
    assert "- tuned DRF: Django REST framework as a team" in page
    assert "| P1 | list: a / b | 5 | 4.5 | 6.5 | must | 4 to 6 |" in page
    assert "| list | 16 | tuned DRF | 5.500 |" in page


def test_the_chart_has_two_rectangles_for_each_contestant(report):
    rectangles = ElementTree.fromstring(report.as_chart()).findall(RECTANGLE)  # noqa: S314

    assert len(rectangles) == 4


def test_bars_are_as_long_as_what_they_tell():
    text = svg([("list", [Bar(name="a", app=1, postgres=1), Bar(name="b & c", app=3, postgres=1)])])

    widths = [float(each.get("width")) for each in ElementTree.fromstring(text).findall(RECTANGLE)]  # noqa: S314
    assert widths[0] == widths[1] == widths[3]
    assert widths[2] == pytest.approx(3 * widths[0], abs=0.2)
