"""Receiving a delivery: first all of it at once; if something fails, each event by itself.

It runs in one transaction that holds the service's lock. Effects, inbox rows and dead letters
commit together; only then is the delivery acknowledged.
"""

import time
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction

from chassis.events import inbox, letters
from chassis.events.applying import apply
from chassis.events.doubts import DEATHS
from chassis.events.locks import hurry
from chassis.events.reading import Delivery, Entry
from chassis.events.sorting import Received, Refused, sort

LONGEST_SECONDS = 4.0  # for events one by one: after a wait for a lock, no turn is taken for stuck
Kind = TypeVar("Kind", Received, Refused)


def receive(delivery: Delivery, *, again: bool = False) -> None:
    """Take over all of a delivery: apply it, or set it aside.

    What was left is set aside, unless it is to be tried as a whole again.
    """
    left, new = _sorted(delivery.left), _sorted(delivery.new)
    if again:
        left, new = [], left + new
    letters.set_aside(left, "Its process ended twice before.", tries=DEATHS)
    behind = letters.retrying(new) if new else set()
    letters.set_aside([each for each in new if each.lane in behind], "An earlier one is retried.")
    free = [each for each in new if each.lane not in behind]
    try:
        _apply(free)
    except Exception:  # noqa: BLE001  (which of them it was is found out one by one)
        _one_by_one(free)


def _sorted(entries: Iterable[Entry]) -> list[Received]:
    found = [each for entry in entries for each in sort(entry)]
    if refused := _of(Refused, found):
        letters.park(refused)
    return _of(Received, found)


def _of(kind: type[Kind], found: Iterable[object]) -> list[Kind]:
    return [each for each in found if isinstance(each, kind)]


def _apply(received: Sequence[Received]) -> None:
    if received:
        with transaction.atomic():
            apply(inbox.take(received, applied=True))


def _one_by_one(received: Sequence[Received]) -> None:
    hurry()  # all of them together may have waited for a lock already, and a turn has its length
    blocked: set[tuple[str, str]] = set()
    deadline = time.monotonic() + LONGEST_SECONDS
    for each in received:
        if each.lane in blocked or time.monotonic() > deadline:
            letters.set_aside([each], "It waits for its turn.")
            continue
        try:
            _apply([each])
        except Exception as error:  # noqa: BLE001  (a handler's trouble is its letter's)
            letters.set_aside([each], describe(error), tries=1)
            blocked.add(each.lane)


def describe(error: Exception) -> str:
    """Return what is told of an error: one line that the database keeps, whatever it quotes."""
    line = str(error).partition("\n")[0].encode("utf-8", "backslashreplace").decode()
    return f"{type(error).__name__}: {line}".replace("\x00", "\\x00")
