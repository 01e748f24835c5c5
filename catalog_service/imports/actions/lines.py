"""A file's lines, read a block at a time: an import needs no more memory for a larger file."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from catalog_service.imports import errors

LONGEST_FILE = 50_000_000
LONGEST_LINE = 1_000_000
# A request looks through the file while its transaction waits; so many lines take a blink.
MOST_LINES = 500_000
BLOCK = 262_144
BYTE_ORDER_MARK = "\ufeff"


def inspect(file: Any) -> int:
    """Return how many lines a file holds, or refuse it. Leaves the file at its start."""
    if file.size > LONGEST_FILE:
        raise errors.FileTooLarge(attr="file")
    file.seek(0)
    seen = count = 0
    for block in _blocks(file):
        seen += len(block)
        if seen > MOST_LINES:
            raise errors.TooManyLines(attr="file")
        filled = [text for text in block if text]
        if filled and not count and not filled[0].startswith("{"):
            raise errors.NotJSONLines(attr="file")
        count += len(filled)
    if not count:
        raise errors.FileEmpty(attr="file")
    file.seek(0)
    return count


def numbered(file: Any) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank, with its number."""
    lines = enumerate(chain.from_iterable(_blocks(file)), start=1)
    return ((number, text) for number, text in lines if text)


def _blocks(file: Any) -> Iterator[list[str]]:
    """Yield the lines, many at a time: asking the file for each is much slower."""
    before, rest = 0, b""
    while chunk := file.read(BLOCK):
        *block, rest = (rest + chunk).split(b"\n")
        yield [_text(raw, number) for number, raw in enumerate(block, before + 1)]
        before += len(block)
        _check_length(rest, before + 1)
    yield [_text(rest, before + 1)] if rest else []


def _check_length(raw: bytes, number: int) -> None:
    if len(raw) > LONGEST_LINE:
        raise errors.LineTooLong(f"Line {number} is longer than 1 MB.", attr="file")


def _text(raw: bytes, number: int) -> str:
    _check_length(raw, number)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise errors.NotText(f"Line {number} is not UTF-8 text.", attr="file") from error
    if "\x00" in text:
        raise errors.HoldsNul(f"Line {number} holds a NUL character.", attr="file")
    return (text.removeprefix(BYTE_ORDER_MARK) if number == 1 else text).strip()
