"""A file's text, read a block at a time."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.tables import errors, text

quickly = settings(deadline=None, max_examples=60)


@quickly
@given(content=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=50),
       block=st.integers(1, 9))  # fmt: skip
def test_lines_are_the_same_wherever_the_blocks_end(content, block):
    plain = content.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")

    was, text.BLOCK = text.BLOCK, block
    try:
        lines = list(text.lines(io.BytesIO(content.encode()), "utf-8"))
    finally:
        text.BLOCK = was

    assert lines == plain.removesuffix("\n").split("\n") or (not plain and lines in ([], [""]))


def test_lines_that_hold_something_are_counted():
    file = io.BytesIO("\ufefftag\r\n\r\n  \r\nA-1\rA-2".encode())

    assert text.count_lines(file, "utf-8") == 3
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "encoding", "error", "says"),
    [
        (b"", "utf-8", errors.FileEmpty, "at least one"),
        (b"\n \n", "utf-8", errors.FileEmpty, "at least one"),
        (b"a\nb\r\xff", "utf-8", errors.NotText, "Line 3 is not UTF-8"),
        (b"a\nb", "utf-16", errors.NotText, "utf-16-le or utf-16-be"),
        (b"a\nb\x00", "utf-8", errors.HoldsNul, "Line 2"),
        (b"a\n" + b"x" * 1_000_001, "utf-8", errors.LineTooLong, "Line 2"),
        (b"\n" * 500_001, "utf-8", errors.TooManyLines, "500,000"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_text_is_refused_with_its_line(content, encoding, error, says):
    with pytest.raises(error, match=says) as refused:
        text.count_lines(io.BytesIO(content), encoding)

    assert refused.value.attr == "file"
