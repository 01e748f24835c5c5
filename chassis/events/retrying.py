"""Retrying: letters are tried again from the database, the oldest of each lane first.

A try is counted and committed before it is made: a handler that kills its process is counted too.
"""

import time
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Min
from django.db.models.functions import Now
from django.utils import timezone

from chassis.events import inbox
from chassis.events.applying import apply
from chassis.events.letters import MOST_TRIES, pause_after
from chassis.events.locks import lock
from chassis.events.models import DeadLetter, InboxEntry, LetterStatus
from chassis.events.reading import Entry
from chassis.events.receiving import describe
from chassis.events.sorting import Received, Refused, sort
from chassis.observability import log

AT_ONCE = 100
SOON = timedelta(seconds=0.1)
LONGEST_SECONDS = 5.0

_DUE = """
    SELECT id, tries FROM (
        SELECT DISTINCT ON (consumer, subject, lone) id, tries, next_try_at, created_at
        FROM (
            SELECT *, CASE WHEN consumer = '' THEN id END AS lone
            FROM events_deadletter WHERE status = 'retrying'
        ) AS letter
        ORDER BY consumer, subject, lone, position, created_at, id
    ) AS first
    WHERE next_try_at <= clock_timestamp() ORDER BY next_try_at LIMIT %s
"""


class StillRefused(Exception):
    """It still means nothing here."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.error)
        self.refused = refused


def retry() -> int:
    """Try the letters that are due, and return how many were."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, [AT_ONCE])
        due = cursor.fetchall()
    deadline = time.monotonic() + LONGEST_SECONDS
    for id, tries in due:
        if time.monotonic() < deadline and _count(id, tries):
            _try(id, tries + 1)
    return len(due)


def due_in() -> dict[str, float]:
    """Return in how many seconds a letter is due, for each stream of which one is retried."""
    letters = DeadLetter.objects.filter(status=LetterStatus.RETRYING).order_by()
    soonest = letters.values_list("stream").annotate(Min("next_try_at"))
    now = timezone.now()
    return {stream: (at - now).total_seconds() for stream, at in soonest}


def _count(id: UUID, tries: int) -> bool:
    """Count a try, or park what ended its process in each of them."""
    letters = DeadLetter.objects.filter(id=id, status=LetterStatus.RETRYING, tries=tries)
    if tries < MOST_TRIES:
        pause = pause_after(tries + 1)
        return bool(letters.update(tries=F("tries") + 1, next_try_at=Now() + pause))
    ended = {"error": "The process ended while it was tried.", "next_try_at": None}
    if letters.update(status=LetterStatus.PARKED, **ended):
        log.warning("event_parked", letter_id=str(id))
    return False


def _take_back(id: UUID, tries: int) -> None:
    """Another process applies just now: nothing was tried, so nothing counts."""
    letters = DeadLetter.objects.filter(id=id, status=LetterStatus.RETRYING, tries=tries)
    letters.update(tries=F("tries") - 1, next_try_at=Now() + SOON)


def _try(id: UUID, tries: int) -> None:
    with transaction.atomic():
        if lock("consumer") is None:
            _take_back(id, tries)
            return
        letters = DeadLetter.objects.select_for_update()
        letter = letters.filter(id=id, status=LetterStatus.RETRYING, tries=tries).first()
        if letter is None:
            return
        try:
            with transaction.atomic():
                _apply(letter)
        except Exception as error:  # noqa: BLE001  (a handler's trouble is its letter's)
            _failed(letter, error)
        else:
            _succeeded(letter)


def _apply(letter: DeadLetter) -> None:
    found = sort(Entry(letter.stream, letter.entry_id, letter.body.encode()))
    mine = [each for each in found if letter.consumer in ("", each.consumer)]
    for each in mine:
        if isinstance(each, Refused):
            raise StillRefused(each)
    received = [each for each in mine if isinstance(each, Received)]
    if letter.consumer:
        _applied_now(letter)
        apply(received)
    else:  # nobody knew it when it came; whoever knows it by now takes it over
        apply(inbox.take(received, applied=True))


def _applied_now(letter: DeadLetter) -> None:
    own = {"consumer": letter.consumer, "event_id": letter.event_id}
    InboxEntry.objects.filter(**own).update(applied_at=Now())


def _failed(letter: DeadLetter, error: Exception) -> None:
    letter.error = describe(error)[:2000]
    if isinstance(error, StillRefused):
        letter.error, letter.reason = error.refused.error[:2000], error.refused.reason
    if letter.tries >= MOST_TRIES or isinstance(error, StillRefused):
        letter.status, letter.next_try_at = LetterStatus.PARKED, None
        log.warning("event_parked", letter_id=str(letter.id), type=letter.type, error=letter.error)
    letter.save(update_fields=["error", "reason", "status", "next_try_at"])


def _succeeded(letter: DeadLetter) -> None:
    """A letter that somebody replayed stays, to tell so; one that was only late goes."""
    if letter.decided_by:
        letter.status = LetterStatus.REPLAYED
        letter.save(update_fields=["status"])
    else:
        letter.delete()
