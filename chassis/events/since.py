"""A time as people type it: `10m`, `2h`, `7d` ago, or ISO 8601."""

import re
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def since(text: str) -> datetime:
    """Return the time that a word of a command line means."""
    ago = re.fullmatch(r"(\d{1,6})([smhd])", text)
    if ago:
        return datetime.now(UTC) - timedelta(**{UNITS[ago[2]]: int(ago[1])})
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text} is no time: say 10m, 2h, 7d or 2026-01-31T12:00Z"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
