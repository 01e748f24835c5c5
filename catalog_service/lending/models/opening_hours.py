"""Opening hours as people write them: `Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00`.

A part of the notation of OpenStreetMap: days and spans of days, times, `off`. A later rule for a
day takes the place of an earlier one.
"""

import re
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MIDNIGHT = 24 * 60
_DAY = rf"(?:{'|'.join(DAYS)})"
_TIME = r"(?:[01][0-9]|2[0-4]):[0-5][0-9]"
_DAYS = rf"{_DAY}(?:-{_DAY})?(?:,{_DAY}(?:-{_DAY})?)*"
_TIMES = rf"(?:off|{_TIME}-{_TIME}(?:,{_TIME}-{_TIME})*)"
_RULE = rf"{_DAYS} {_TIMES}"
RULES = rf"^(?:{_RULE}(?:; ?{_RULE})*)?$"  # PostgreSQL reads it, too

Minutes = Sequence[tuple[int, int]]  # from and to, counted from midnight on


def parsed(text: str) -> Mapping[int, Minutes]:
    """Return the opening minutes of each weekday, Monday is 0. Raises ValidationError."""
    if not re.fullmatch(RULES, text):
        said = "Write days and times: Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00."
        raise ValidationError(said)
    week: dict[int, Minutes] = {}
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        days, times = rule.split(" ")
        week |= dict.fromkeys(_days(days), _spans(times))
    return week


def is_opening_hours(text: str) -> None:
    """Refuse what are no opening hours. Raises ValidationError."""
    parsed(text)


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        # From Friday to Monday goes round the weekend.
        found += [day % 7 for day in range(begin, end + 1 if begin <= end else end + 8)]
    return found


def _spans(text: str) -> Minutes:
    if text == "off":
        return []
    spans = sorted(_span(part) for part in text.split(","))
    if any(begin >= end for begin, end in spans):
        raise ValidationError("It closes before it opens. Past midnight is two spans.")
    return spans


def _span(text: str) -> tuple[int, int]:
    begin, _, end = text.partition("-")
    return _minutes(begin), _minutes(end)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    found = int(hours) * 60 + int(minutes)
    if found > MIDNIGHT:
        raise ValidationError("The day ends at 24:00.")
    return found
