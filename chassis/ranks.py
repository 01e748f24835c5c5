"""Ranks: texts whose order is that of a list which people sort by hand.

Between two of them there is always another, and no two that were made are alike: each ends in
letters by chance, so that whoever puts something between the same two gets another one. They sort
by their bytes. What is put before all others, or behind them, is a step further, not a digit more.
"""

import secrets
import string
from collections.abc import Iterator
from itertools import count

DIGITS = string.digits + string.ascii_lowercase
BASE = len(DIGITS)
STEP = 10  # digits that a step counts in
CHANCE = 6


def between(low: str | None, high: str | None) -> str:
    """Return a rank between two; None is the beginning, or the end."""
    if low is None or high is None:
        return _by_chance(_stepped(high, -1) if low is None else _stepped(low, 1))
    return _by_chance(_middle(low, high))


def spread(low: str | None, high: str | None, many: int) -> list[str]:
    """Return as many ranks between two, in their order, none longer than it has to be."""
    if low is None:
        return [_by_chance(_stepped(high, number - many)) for number in range(many)]
    if high is None:
        return [_by_chance(_stepped(low, number + 1)) for number in range(many)]
    return list(_spread(low, high, many))


def _spread(low: str, high: str, many: int) -> Iterator[str]:
    if many:
        middle = _by_chance(_middle(low, high))
        yield from _spread(low, middle, (many - 1) // 2)
        yield middle
        yield from _spread(middle, high, many // 2)


def _middle(low: str, high: str) -> str:
    """Return digits that any others may follow, and that still stand between two ranks."""
    made, is_tied = "", True
    for place in count():
        floor = DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = DIGITS.index(high[place]) if is_tied else BASE
        if ceiling - floor > 1:
            return made + DIGITS[(floor + ceiling) // 2]
        made += DIGITS[floor]
        is_tied = is_tied and floor == ceiling
    raise AssertionError  # the loop does not end


def _stepped(rank: str | None, by: int) -> str:
    number = int((rank or DIGITS[BASE // 2])[:STEP].ljust(STEP, "0"), BASE) + by
    if not 0 < number < BASE**STEP:
        raise ValueError(f"There is no rank {by} steps from {rank}.")
    return "".join(DIGITS[number // BASE**place % BASE] for place in reversed(range(STEP)))


def _by_chance(digits: str) -> str:
    """Return a rank that begins with some digits. None ends in a zero, below which is nothing."""
    last = secrets.choice(DIGITS[1:])
    return digits + "".join(secrets.choice(DIGITS) for _ in range(CHANCE - 1)) + last
