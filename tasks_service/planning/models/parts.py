"""What a rule may say, and how much of each: dateutil breaks on numbers that are too large."""

import re
from collections.abc import Mapping

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# Part → the least and the most of its numbers. One that may be negative counts from the end, and
# is never 0.
NUMBERS = {
    "INTERVAL": (1, 1000),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
}
PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYHOUR", "WKST")
WEEKS_OF_A_MONTH, WEEKS_OF_A_YEAR = 5, 53
_PART = re.compile(r"([A-Z]+)=([A-Z0-9,+-]+)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
_DAY = re.compile(r"([+-]?[0-9]{1,4})?(?:MO|TU|WE|TH|FR|SA|SU)")


class NotARule(ValueError):
    """What is no rule, or no place on a map of time zones; the text says why."""


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of a rule, each by its name. Raises NotARule."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        match = _PART.fullmatch(part)
        if match is None or match[1] in found:
            raise NotARule("Write it like FREQ=WEEKLY;BYDAY=MO.")
        if match[1] in ("COUNT", "UNTIL"):
            raise NotARule(f"Leave {match[1]} out, and say with `ends_at` when it ends.")
        if match[1] not in PARTS:
            raise NotARule(f"{match[1]} is not understood here. There are: {', '.join(PARTS)}.")
        found[match[1]] = match[2]
    return found


def check(parts: Mapping[str, str]) -> None:
    """Raise NotARule for what RFC 5545 does not know, or gives no meaning."""
    if parts.get("FREQ") not in FREQUENCIES:
        raise NotARule(f"FREQ is one of: {', '.join(FREQUENCIES)}.")
    if "," in parts.get("INTERVAL", ""):
        raise NotARule("INTERVAL is one number.")
    for name in parts.keys() & NUMBERS:
        _check_numbers(name, parts[name])
    if "BYMONTHDAY" in parts and parts["FREQ"] == "WEEKLY":
        raise NotARule("BYMONTHDAY says nothing of weeks: take FREQ=MONTHLY, or BYDAY.")
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYHOUR"}:
        raise NotARule("BYSETPOS chooses among what BYDAY, BYMONTHDAY, BYMONTH or BYHOUR name.")
    if "BYDAY" in parts:
        _check_days(parts)


def _check_numbers(name: str, text: str) -> None:
    least, most = NUMBERS[name]
    for each in text.split(","):
        number = int(each) if _NUMBER.fullmatch(each) else None
        if number is None or not least <= number <= most or (least < 0 and not number):
            but = f", or -1 to {least}" if least < 0 else ""
            raise NotARule(f"{name} is {max(least, int(least < 0))} to {most}{but}.")


def _check_days(parts: Mapping[str, str]) -> None:
    is_in_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    most = WEEKS_OF_A_MONTH if is_in_month else WEEKS_OF_A_YEAR
    for each in parts["BYDAY"].split(","):
        match = _DAY.fullmatch(each)
        if match is None:
            raise NotARule("BYDAY names days: MO, TU, WE, TH, FR, SA, SU; 1MO is the first Monday.")
        if match[1] and parts["FREQ"] not in ("MONTHLY", "YEARLY"):
            raise NotARule("A number before a day, as in 1MO, needs FREQ=MONTHLY or YEARLY.")
        if match[1] and not 1 <= abs(int(match[1])) <= most:
            raise NotARule(f"The number before a day is 1 to {most}, or -1 to -{most}.")
