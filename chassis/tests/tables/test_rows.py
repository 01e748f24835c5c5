"""Delimiters, headers and rows."""

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chassis.tables import errors, rows
from chassis.tables.delimiters import DELIMITERS, delimiter_of

HEADER = ["tag", "maker", "notes"]
quickly = settings(deadline=None, max_examples=60)
cells = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"),
    max_size=12,
)


def written(content, delimiter):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([HEADER, *content])
    return out.getvalue().removesuffix("\n").split("\n")


@quickly
@given(
    content=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5),
    delimiter=st.sampled_from(list(DELIMITERS.values())),
)
def test_a_table_is_read_back_however_it_is_delimited(content, delimiter):
    assume(all(any(map(str.strip, row)) for row in content))
    lines = written(content, delimiter)

    assert delimiter_of(lines, HEADER.__contains__) == delimiter
    assert rows.header_of(lines[:1], delimiter) == HEADER
    assert [cells for _, cells in rows.rows_below(iter(lines), delimiter)] == content


def test_a_head_that_ends_in_a_quote_tells_its_delimiter_all_the_same():
    head = ['tag;"notes"', 'A-1;"one, two', "three, four"]

    assert delimiter_of(head, HEADER.__contains__) == ";"


def test_nothing_at_all_has_a_delimiter_too():
    assert delimiter_of([], HEADER.__contains__) in DELIMITERS.values()


def test_a_long_head_is_read_as_far_as_needed():
    assert delimiter_of(["a,b"] * 100, HEADER.__contains__) == ","


def test_rows_are_numbered_by_the_line_they_begin_on():
    lines = ["", "tag,notes", 'A-1,"two', 'lines"', " , ", "A-2,x"]

    found = list(rows.rows_below(iter(lines), ","))

    assert found == [(3, ["A-1", "two\nlines"]), (6, ["A-2", "x"])]


def test_a_cell_may_be_as_long_as_a_line():
    lines = ["tag,notes", f'A,"{"x" * 500_000}', f'{"x" * 400_000}"']

    assert [len(notes) for _, (_, notes) in rows.rows_below(iter(lines), ",")] == [900_001]


def test_names_that_people_write_in_many_ways_are_one():
    assert {rows.folded(name) for name in ("Asset Tag", "asset_tag", "ASSET-TAG")} == {"assettag"}


def test_columns_without_a_name_at_the_end_are_no_columns():
    assert rows.header_of(["tag, full  name ,,"], ",") == ["tag", "full name"]


@pytest.mark.parametrize(
    ("header", "error", "says"),
    [
        (["x"] * 201, errors.TooManyColumns, "201 columns"),
        (["x" * 201], errors.ColumnNameTooLong, "the header?"),
        (["tag", "notes", "Tag"], errors.ColumnTwice, "'tag'"),
    ],
    ids=["too many", "too long", "twice"],
)
def test_a_header_that_is_none_is_refused(header, error, says):
    with pytest.raises(error, match=says):
        rows.check_header(header)


def test_a_header_may_leave_columns_without_a_name():
    rows.check_header(["tag", "", "notes", ""])


@pytest.mark.parametrize(
    ("lines", "says"),
    [(['"tag,notes'], "header"), (["tag", '"A-1"x'], "line 2"), (["tag", "A", '"B'], "line 3")],
)
def test_a_quote_that_does_not_end_is_told_with_its_line(lines, says):
    def read():
        return rows.header_of(lines[:1], ","), list(rows.rows_below(iter(lines), ","))

    with pytest.raises(errors.QuoteBroken, match=says):
        read()
