"""The verbs of a dead letter: replay, discard."""

from datetime import datetime

from django.db.models import QuerySet

from chassis.auth import Caller
from chassis.events.errors import LetterIsDecided, LetterIsNotParked
from chassis.events.models import DeadLetter, LetterStatus

REPLAYABLE = (LetterStatus.PARKED, LetterStatus.DISCARDED)
DISCARDABLE = (LetterStatus.PARKED, LetterStatus.RETRYING)


def replay(*, letter: DeadLetter, by: Caller, at: datetime) -> DeadLetter:
    """Try a letter again, five times; the background process does it."""
    if not _replay(DeadLetter.objects.filter(id=letter.id), by, at):
        raise LetterIsNotParked
    return DeadLetter.objects.get(id=letter.id)


def replay_all(*, letters: "QuerySet[DeadLetter]", by: Caller, at: datetime) -> int:
    """Try all of these again that are parked, and return how many."""
    return _replay(letters.filter(status=LetterStatus.PARKED), by, at)


def _replay(letters: "QuerySet[DeadLetter]", by: Caller, at: datetime) -> int:
    return letters.filter(status__in=REPLAYABLE).update(
        status=LetterStatus.RETRYING,
        tries=0,
        next_try_at=at,
        note="",
        decided_by=by.id,
        decided_at=at,
    )


def discard(*, letter: DeadLetter, reason: str, by: Caller, at: datetime) -> DeadLetter:
    """Never apply a letter; it stays for a while, with the reason."""
    letters = DeadLetter.objects.filter(id=letter.id, status__in=DISCARDABLE)
    status = LetterStatus.DISCARDED
    if not letters.update(status=status, note=reason, decided_by=by.id, decided_at=at):
        raise LetterIsDecided
    return DeadLetter.objects.get(id=letter.id)
