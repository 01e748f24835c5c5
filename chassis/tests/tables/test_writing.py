"""Cells are written so that no spreadsheet runs them, and read as they were meant."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.tables.writing import AT_ONCE, harmless, lines_of, meant


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "'=1", "''-"])
def test_what_would_be_run_is_quoted(text):
    assert harmless(text) == f"'{text}"
    assert meant(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "1-2", "'", "'a", "it's", " =1"])
def test_what_is_harmless_stays_as_it_is(text):
    assert harmless(text) == meant(text) == text


@given(st.text())
def test_every_text_comes_back(text):
    assert meant(harmless(text)) == text


def test_rows_are_read_as_they_are_written():
    rows = ([number, None, 'a "b",\nc', True] for number in range(AT_ONCE + 1))
    text = b"".join(lines_of(["n", "ä"], rows)).decode("utf-8-sig")

    header, *read = csv.reader(text.splitlines(keepends=True))
    assert header == ["n", "ä"]
    assert read == [[str(n), "", 'a "b",\nc', "True"] for n in range(AT_ONCE + 1)]


def test_rows_are_not_gathered():
    def endless():
        while True:
            yield ["a"]

    pieces = lines_of(["a"], endless())
    assert [len(next(pieces)) for _ in range(4)] == [3, 3, 3 * AT_ONCE, 3 * AT_ONCE]
