"""A file's text, read a block at a time: reading needs no more memory for a larger file."""

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import Any

from chassis.tables import errors

LONGEST_FILE = 50_000_000
LONGEST_LINE = 1_000_000
# A request looks through the file while its sender waits; so many lines take a blink.
MOST_LINES = 500_000
BLOCK = 262_144
HEAD_LINES, HEAD_LETTERS = 200, 100_000
BYTE_ORDER_MARK = "\ufeff"


def count_lines(file: Any, encoding: str) -> int:
    """Return how many lines hold something, or refuse the file. Leaves it at its start."""
    seen = count = 0
    for block in blocks(file, encoding):
        seen += len(block)
        if seen > MOST_LINES:
            raise errors.TooManyLines(attr="file")
        count += sum(1 for text in block if text and not text.isspace())
    if not count:
        raise errors.FileEmpty(attr="file")
    file.seek(0)
    return count


def first_lines(file: Any, encoding: str) -> list[str]:
    """Return the lines that tell how a file is written, and no more of long ones than needed."""
    found: list[str] = []
    letters = 0
    for line in filter(str.strip, lines(file, encoding)):
        found.append(line)
        letters += len(line)
        if len(found) == HEAD_LINES or (letters > HEAD_LETTERS and len(found) > 1):
            break
    return found


def lines(file: Any, encoding: str) -> Iterator[str]:
    """Yield each line without its end, whether that is LF, CRLF or the CR of old Macs."""
    return chain.from_iterable(blocks(file, encoding))


def blocks(file: Any, encoding: str) -> Iterator[list[str]]:
    """Yield the lines, many at a time: asking the file for each is much slower."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    before, rest, chunk = 0, "", b"-"
    while chunk:
        chunk = file.read(BLOCK)
        text = rest + _decoded(decoder, chunk, before, encoding)
        held = "\r" if chunk and text.endswith("\r") else ""  # perhaps the first half of a CRLF
        text = text.removesuffix(held).replace("\r\n", "\n").replace("\r", "\n")
        *block, rest = text.split("\n")
        if not before and block:
            block[0] = block[0].removeprefix(BYTE_ORDER_MARK)
        _check(block, before)
        _check([rest], before + len(block))
        yield block
        before += len(block)
        rest += held
    yield [rest.removeprefix(BYTE_ORDER_MARK) if not before else rest] if rest else []


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, before: int, encoding: str) -> str:
    try:
        return decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        line = before + 1 + _ends(error.object[: error.start].decode(encoding, "replace"))
        name = "UTF-8" if encoding in {"utf-8", "utf-8-sig"} else encoding
        raise errors.NotText(f"Line {line} is not {name} text.", attr="file") from error
    except UnicodeError as error:  # only UTF-16 that must say its order, and does not
        raise errors.NotText(
            "The file has no byte-order mark. Tell utf-16-le or utf-16-be instead.", attr="file"
        ) from error


def _ends(text: str) -> int:
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _check(block: list[str], before: int) -> None:
    """Refuse what is no line of text."""
    if max(map(len, block), default=0) > LONGEST_LINE:
        number = next(n for n, line in enumerate(block, before + 1) if len(line) > LONGEST_LINE)
        raise errors.LineTooLong(f"Line {number} is longer than 1 MB.", attr="file")
    if "\x00" in "".join(block):
        number = next(n for n, line in enumerate(block, before + 1) if "\x00" in line)
        raise errors.HoldsNul(
            f"Line {number} holds a NUL character, so the file is no text.", attr="file"
        )
