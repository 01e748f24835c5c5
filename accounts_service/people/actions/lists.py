"""Read a list of people: CSV with our columns, or the users file of Snipe-IT as it comes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from accounts_service.people.errors import ColumnMissing, ListTooLong
from chassis.tables import errors, text
from chassis.tables.delimiters import DELIMITERS, delimiter_of
from chassis.tables.encodings import encoding_of, refuse_binaries
from chassis.tables.rows import check_header, folded, header_of, rows_below

LONGEST_FILE = 2_000_000
HEAD = 65_536

_COLUMNS = {
    "username": ("username", "login", "loginname"),
    "name": ("name", "fullname", "displayname"),
    "first_name": ("firstname", "givenname"),
    "last_name": ("lastname", "surname", "familyname"),
    "email": ("email", "mail", "emailaddress"),
    "phone": ("phone", "telephone", "phonenumber", "tel"),
    "role": ("role",),
    "activated": ("activated", "active"),
}
FIELDS = {column: field for field, columns in _COLUMNS.items() for column in columns}
_NO = {"0", "false", "no", "n", "off"}


@dataclass(frozen=True)
class Line:
    """What a row of the file says; empty cells say nothing."""

    number: int
    cells: dict[str, str]
    too_wide: bool = False

    @property
    def name(self) -> str:
        """The whole name, also from its halves."""
        halves = (self.cells.get("first_name", ""), self.cells.get("last_name", ""))
        return self.cells.get("name") or " ".join(filter(None, halves))

    @property
    def username(self) -> str:
        """The username; of an address what stands before the at-sign."""
        said = self.cells.get("username") or self.cells.get("email", "")
        plain = unicodedata.normalize("NFKD", said.partition("@")[0]).casefold()
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
        return re.sub(r"[^a-z0-9._-]+", "-", letters).strip("-._")

    @property
    def is_activated(self) -> bool:
        """Whether they may sign in where the file comes from."""
        return self.cells.get("activated", "").lower() not in _NO


@dataclass(frozen=True)
class Found:
    """What was found out about a file: how it is written, and which field each column is."""

    encoding: str
    delimiter: str
    columns: dict[str, str | None]


def read(file: Any, *, most: int) -> tuple[Found, list[Line]]:
    """Return what a file is and its rows, or refuse it."""
    if file.size > LONGEST_FILE:
        raise errors.FileTooLarge("The file is larger than 2 MB. Send it in parts.", attr="file")
    file.seek(0)
    head = file.read(HEAD)
    refuse_binaries(head)
    encoding = encoding_of(file, head, only_unicode=False)
    text.count_lines(file, encoding)
    first = text.first_lines(file, encoding)
    delimiter = delimiter_of(first, lambda column: folded(column) in FIELDS)
    header = header_of(first, delimiter)
    check_header(header)
    columns = _fields(header)
    lines = list(islice(_lines(text.lines(file, encoding), delimiter, columns), most + 1))
    if not lines:
        raise errors.FileEmpty("The file holds a header and no row.", attr="file")
    if len(lines) > most:
        raise ListTooLong(f"There are more than {most:,} people. Send them in parts.", attr="file")
    words = {character: word for word, character in DELIMITERS.items()}
    return Found(encoding, words[delimiter], columns), lines


def _fields(header: list[str]) -> dict[str, str | None]:
    """Return the field of each column; the first of two for the same wins."""
    found: dict[str, str | None] = {}
    for column in header:
        field = FIELDS.get(folded(column))
        found[column] = None if field in found.values() else field
    if not {"email", "username"} & set(found.values()):
        raise ColumnMissing(attr="file")
    return found


def _lines(said: Iterator[str], delimiter: str, columns: dict[str, str | None]) -> Iterator[Line]:
    fields = list(columns.values())
    for number, cells in rows_below(said, delimiter):
        pairs = zip(fields, cells, strict=False)
        too_wide = any(map(str.strip, cells[len(fields) :]))
        words = {field: " ".join(cell.split()) for field, cell in pairs if field}
        yield Line(number, {field: cell for field, cell in words.items() if cell}, too_wide)
