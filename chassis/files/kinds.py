"""What a file is: found out by what it holds, never by what it is called or said to be."""

import codecs
from collections.abc import Callable
from enum import Enum
from typing import Any

from chassis.files import errors

HEAD = 4096
BLOCK = 65_536
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml")
DELIMITERS = ",;\t|"


class Kind(Enum):
    """What is taken: its media type, and how the names of such files may end."""

    JPEG = ("image/jpeg", "jpg", "jpeg")
    PNG = ("image/png", "png")
    WEBP = ("image/webp", "webp")
    GIF = ("image/gif", "gif")
    PDF = ("application/pdf", "pdf")
    CSV = ("text/csv", "csv", "tsv")
    TEXT = ("text/plain", "txt", "log", "md")

    def __init__(self, media_type: str, *suffixes: str) -> None:
        self.media_type = media_type
        self.suffixes = suffixes

    @property
    def is_picture(self) -> bool:
        """Whether people look at it."""
        return self.media_type.startswith("image/")


_MARKS: dict[Kind, Callable[[bytes], bool]] = {
    Kind.JPEG: lambda head: head.startswith(b"\xff\xd8\xff"),
    Kind.PNG: lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    Kind.WEBP: lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    Kind.GIF: lambda head: head[:6] in {b"GIF87a", b"GIF89a"},
    Kind.PDF: lambda head: head.startswith(b"%PDF-"),
}


def kind_of(file: Any) -> Kind:
    """Return what a file is, or refuse it. Leaves it at its start."""
    file.seek(0)
    head = file.read(HEAD)
    found = next((kind for kind, is_one in _MARKS.items() if is_one(head)), None)
    if found is None and (_is_markup(head) or not _is_text(file)):
        raise errors.KindRefused(attr="file")
    file.seek(0)
    return found or (Kind.CSV if _is_table(head) else Kind.TEXT)


def _is_markup(head: bytes) -> bool:
    """Tell whether a browser could take it for a page."""
    words = head.removeprefix(codecs.BOM_UTF8).lower()
    return words.lstrip()[:1] == b"<" or any(mark in words for mark in MARKUP)


def _is_text(file: Any) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(BLOCK):
            if "\x00" in decoder.decode(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_table(head: bytes) -> bool:
    """Tell whether each line has the same number of cells: two at least."""
    text = head.decode(errors="ignore")
    lines = [line for line in text.splitlines() if line.strip()]
    whole = lines[:-1] if len(head) == HEAD else lines
    counts = ([line.count(each) for line in whole] for each in DELIMITERS)
    return len(whole) > 1 and any(min(count) == max(count) > 0 for count in counts)
