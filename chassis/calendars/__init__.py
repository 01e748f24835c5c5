"""Calendars that other programs subscribe to: iCalendar, as RFC 5545 wants it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar; charset=utf-8"
WIDEST = 75  # octets of a line; the rest goes on in the next one, after a space
AGAIN = "PT15M"  # how soon it is worth asking again


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that lasts from one moment to another."""

    id: str
    starts_at: datetime
    ends_at: datetime
    title: str
    details: str = ""
    address: str = ""
    changed_at: datetime
    version: int = 1
    is_certain: bool = True


def written(name: str, entries: Iterable[Entry], *, host: str) -> str:
    """Return a calendar; its entries are told from those of others by the host."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kitroom//Kitroom//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN}",
        f"X-PUBLISHED-TTL:{AGAIN}",
    ]
    for entry in entries:
        lines.extend(_lines(entry, host))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def etag(text: str) -> str:
    """Return what tells this text from every other."""
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _lines(entry: Entry, host: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.id}@{host}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"  # not now: what is the same reads the same
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield f"SEQUENCE:{entry.version - 1}"
    yield f"DTSTART:{_moment(entry.starts_at)}"
    yield f"DTEND:{_moment(entry.ends_at)}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.details:
        yield f"DESCRIPTION:{_text(entry.details)}"
    if entry.address:
        yield f"URL:{entry.address}"
    yield f"STATUS:{'CONFIRMED' if entry.is_certain else 'TENTATIVE'}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    """Return a text without what means something, or nothing, to who reads it."""
    for letter, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n")):
        said = said.replace(letter, instead)
    said = said.replace("\n", "\\n").replace("\r", "\\n")
    return "".join(letter for letter in said if letter.isprintable() or letter == "\t")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts that are short enough, none of which ends within a letter."""
    part, width = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8", "surrogatepass"))
        if width + octets > WIDEST:
            yield part
            part, width = " ", 1
        part, width = part + letter, width + octets
    yield part
