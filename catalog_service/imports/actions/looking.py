"""Look at a file before it is kept: find out what it is, or refuse it."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from catalog_service.imports import errors
from catalog_service.imports.actions import product_lines
from catalog_service.imports.actions.columns import check_needed, columns_of, mapping_of
from catalog_service.imports.actions.kinds import is_known
from catalog_service.imports.models import Format, Kind
from chassis.tables import text
from chassis.tables.delimiters import DELIMITERS, delimiter_of
from chassis.tables.encodings import encoding_of, is_guess, refuse_binaries, sample_of
from chassis.tables.rows import header_of

HEAD = 65_536
GUESSED = "guessed_encoding"


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the sender tells of a file; what is left out is found out."""

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    date_style: str = ""
    decimal: str = ""
    mapping: str = ""


@dataclass(kw_only=True)
class Found:
    """What was found out about a file."""

    format: str
    encoding: str
    lines: int
    line_ends: str
    delimiter: str = ""
    columns: list[dict[str, Any]] = field(default_factory=list)
    notices: list[dict[str, str]] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """Return it as the import shows it."""
        words = {character: word for word, character in DELIMITERS.items()}
        return {
            "format": self.format,
            "encoding": self.encoding,
            "line_ends": self.line_ends,
            "delimiter": words.get(self.delimiter),
            "columns": self.columns,
            "notices": self.notices,
        }


def look(*, kind: str, file: Any, told: Told) -> Found:
    """Return what a file is, or refuse it. Leaves it at its start."""
    if file.size > text.LONGEST_FILE:
        raise errors.FileTooLarge(attr="file")
    file.seek(0)
    head = file.read(HEAD)
    refuse_binaries(head)
    only_unicode = _is_json(head, told)
    encoding = told.encoding or encoding_of(file, head, only_unicode=only_unicode)
    lines = text.count_lines(file, encoding)
    first = text.first_lines(file, encoding)
    found = Found(
        format=told.format or _format_of(first),
        encoding=encoding,
        lines=lines,
        line_ends=_ends(head, encoding),
        notices=[] if told.encoding or not is_guess(encoding) else [_guessed(file, encoding)],
    )
    file.seek(0)
    if found.format == Format.JSON_LINES:
        _look_at_json(kind, first, told)
    else:
        _look_at_table(kind, first, told, found)
    return found


def _guessed(file: Any, encoding: str) -> dict[str, str]:
    line, sample = sample_of(file, encoding)
    detail = (
        f"The file was read as {encoding}, which is a guess: line {line} says {sample!r}. If that "
        "is wrong, tell the `encoding`, or save the file as UTF-8."
    )
    return {"code": GUESSED, "detail": detail}


def _is_json(head: bytes, told: Told) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return told.format == Format.JSON_LINES or (not told.format and start in {b"{", b"["})


def _format_of(first: list[str]) -> str:
    return Format.JSON_LINES if first[0].lstrip()[0] in "{[" else Format.CSV


def _look_at_json(kind: str, first: list[str], told: Told) -> None:
    if not first[0].lstrip().startswith("{"):
        raise errors.NotJSONLines(attr="file")
    if mapping_of(kind, told.mapping) and kind == Kind.PRODUCTS:
        keys = ", ".join(product_lines.KNOWN)
        raise errors.BadMapping(
            f"JSON lines of products have fixed keys, and no mapping: {keys}.", attr="mapping"
        )


def _look_at_table(kind: str, first: list[str], told: Told, found: Found) -> None:
    mapping = mapping_of(kind, told.mapping)
    told_one = DELIMITERS.get(told.delimiter, told.delimiter)
    found.delimiter = told_one or delimiter_of(first, partial(is_known, kind))
    found.columns = columns_of(kind, header_of(first, found.delimiter), mapping)
    check_needed(kind, found.columns)
    if len(first) < 2:
        raise errors.FileEmpty("The file holds a header and no row.", attr="file")
    found.lines -= 1


def _ends(head: bytes, encoding: str) -> str:
    letters = head.decode(encoding, "replace")
    if "\r\n" in letters:
        return "CRLF"
    return "CR" if "\r" in letters and "\n" not in letters else "LF"
