"""A file's lines, read one at a time: an import needs no more memory for a larger file."""

from collections.abc import Iterator
from typing import Any

from catalog_service.imports import errors

LONGEST_FILE = 50_000_000
LONGEST_LINE = 1_000_000
BYTE_ORDER_MARK = "\ufeff"


def inspect(file: Any) -> int:
    """Return how many lines a file holds, or refuse it. Leaves the file at its start."""
    if file.size > LONGEST_FILE:
        raise errors.FileTooLarge(attr="file")
    file.seek(0)
    count = 0
    for _, text in numbered(file):
        if not count and not text.startswith("{"):
            raise errors.NotJSONLines(attr="file")
        count += 1
    if not count:
        raise errors.FileEmpty(attr="file")
    file.seek(0)
    return count


def numbered(file: Any) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank, with its number."""
    number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number += 1
        text = _text(raw, number)
        if text:
            yield number, text


def _text(raw: bytes, number: int) -> str:
    if len(raw) > LONGEST_LINE:
        raise errors.LineTooLong(f"Line {number} is longer than 1 MB.", attr="file")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise errors.NotText(f"Line {number} is not UTF-8 text.", attr="file") from error
    if "\x00" in text:
        raise errors.HoldsNul(f"Line {number} holds a NUL character.", attr="file")
    return (text.removeprefix(BYTE_ORDER_MARK) if number == 1 else text).strip()
