"""Cells are written so that no spreadsheet runs them, and read as they were meant."""

import csv

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from chassis.tables.writing import AT_ONCE, harmless, harmless_in_sql, lines_of, meant

RUN = ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "'=1", "''-"]
NOT_RUN = ["", "a=1", "1-2", "'", "'a", "it's", " =1", "a\n=1"]


@pytest.mark.parametrize("text", RUN)
def test_what_would_be_run_is_quoted(text):
    assert harmless(text) == f"'{text}"
    assert meant(harmless(text)) == text


@pytest.mark.parametrize("text", NOT_RUN)
def test_what_is_harmless_stays_as_it_is(text):
    assert harmless(text) == meant(text) == text


def test_the_database_writes_the_same_cells(db):
    texts, cell = RUN + NOT_RUN, harmless_in_sql("cell")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {cell} FROM unnest(%s) AS cell", [texts])  # noqa: S608
        written = [cell for (cell,) in cursor.fetchall()]

    assert written == [harmless(text) for text in texts]


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
