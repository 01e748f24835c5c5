"""Find out how a file's letters are written."""

import codecs
import re
from collections import Counter, deque
from typing import Any

from chassis.tables import errors, text

ENCODINGS = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac-roman")

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_PICTURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%PDF": "a PDF document",
}
_PACKED = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
}
_ASCII = bytes(range(128))
_STRANGE = re.compile(r"[^\x00-\x7f]")
_ENDS_OF_CELLS = re.compile(r'[,;|\t"]')
_HALF_A_SAMPLE = 50
# No letter of the Windows alphabet has one of these numbers.
_NOT_IN_CP1252 = set(b"\x81\x8d\x8f\x90\x9d")


def refuse_binaries(head: bytes) -> None:
    """Refuse a file that begins as a picture, a document or an archive does."""
    for start, what in _PICTURES.items():
        if head.startswith(start):
            raise errors.NotText(
                f"The file is {what}, not text. Send CSV or JSON lines.", attr="file"
            )
    for start, what in _PACKED.items():
        if head.startswith(start):
            raise errors.NotATable(
                f"The file is {what}. Save the sheet as CSV (UTF-8) and send that.", attr="file"
            )


def encoding_of(file: Any, head: bytes, *, only_unicode: bool) -> str:
    """Return the encoding that fits a file best; refuse one that is UTF-8 but for a few bytes."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    if encoding := _utf16(head):
        return encoding
    strange = Counter[int]() if only_unicode else _strange_bytes(file)
    if not strange:
        return "utf-8"
    _refuse_nearly_utf8(file)
    # What wrote CR alone was a Mac before 2001, or Excel that still saves as one.
    if strange.keys() & _NOT_IN_CP1252 or (b"\r" in head and b"\n" not in head):
        return "mac-roman"
    return "cp1252"


def is_guess(encoding: str) -> bool:
    """Tell whether an encoding that was found is a guess: only these two show themselves."""
    return encoding not in {"utf-8", "utf-16"}


def sample_of(file: Any, encoding: str) -> tuple[int, str]:
    """Return the first cell beyond ASCII, or what the file begins with, and its line."""
    beginning = ""
    for number, line in enumerate(text.lines(file, encoding), 1):
        if found := _STRANGE.search(line):
            before = _ENDS_OF_CELLS.split(line[: found.start()])[-1][-_HALF_A_SAMPLE:]
            after = _ENDS_OF_CELLS.split(line[found.start() :])[0][:_HALF_A_SAMPLE]
            return number, (before + after).strip()
        beginning = beginning or line[:_HALF_A_SAMPLE]
    return 1, beginning


def _utf16(head: bytes) -> str:
    """Return which UTF-16 has no mark: every other byte of Western text is then NUL."""
    half = len(head) // 2
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if half >= 8 and high.count(0) > half * 0.4 and head.count(0) < len(head) * 0.6:
            return encoding
    return ""


def _strange_bytes(file: Any) -> Counter[int]:
    """Count the bytes beyond ASCII; none if the file is UTF-8 throughout."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    counts: Counter[int] = Counter()
    broken = False
    file.seek(0)
    while chunk := file.read(text.BLOCK):
        counts.update(chunk.translate(None, _ASCII))
        broken = broken or not _goes_on(decoder, chunk)
    return counts if broken or not _goes_on(decoder, b"", final=True) else Counter()


def _refuse_nearly_utf8(file: Any) -> None:
    """Refuse what is UTF-8 but for a few bytes: in another encoding all its letters are wrong."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    strange = bad = 0
    file.seek(0)
    chunk = b"-"
    while chunk:
        chunk = file.read(text.BLOCK)
        letters = decoder.decode(chunk, final=not chunk)
        strange += len(letters) - len(letters.encode("ascii", "ignore"))
        bad += letters.count("\ufffd")
    if strange - bad <= bad:
        return
    try:
        deque(text.blocks(file, "utf-8"), maxlen=0)
    except errors.NotText as error:
        raise errors.NotText(
            f"{error.detail} Most of the file is: mend that line, or save all again as UTF-8.",
            attr="file",
        ) from error


def _goes_on(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final=final)
    except UnicodeDecodeError:
        return False
    return True
