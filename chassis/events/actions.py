"""The verbs of a dead letter: replay, discard."""

from datetime import datetime

from django.db.models import Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat

from chassis.auth import Caller
from chassis.events.errors import LetterIsDecided, LetterIsNotParked
from chassis.events.models import DeadLetter, LetterStatus

REPLAYABLE = (LetterStatus.PARKED, LetterStatus.DISCARDED)
DISCARDABLE = (LetterStatus.PARKED, LetterStatus.RETRYING)


def _text(words: str) -> Value:
    return Value(words, TextField())


_WHEN = Func(
    F("decided_at"),
    template="to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI \"UTC\"')",
    output_field=TextField(),
)
# Who decides next takes the places of who and when: the note keeps them, with the reason.
_NOTE_OF_DISCARDED = Case(
    When(
        status=LetterStatus.DISCARDED,
        then=Concat(
            _text("Discarded by "), Cast("decided_by", TextField()), _text(" at "), _WHEN,
            _text(": "), F("note"),
        ),
    ),
    default=F("note"),
)  # fmt: skip


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
        note=_NOTE_OF_DISCARDED,
        decided_by=by.id,
        decided_at=at,
    )


def discard(*, letter: DeadLetter, reason: str, by: Caller, at: datetime) -> DeadLetter:
    """Never apply a letter; it stays for a while with the reason, and a replay undoes it."""
    letters = DeadLetter.objects.filter(id=letter.id, status__in=DISCARDABLE)
    status = LetterStatus.DISCARDED
    note = Case(When(note="", then=_text(reason)), default=Concat(_text(f"{reason}\n"), F("note")))
    changes = {"status": status, "note": note, "decided_by": by.id, "decided_at": at}
    if not letters.update(**changes, next_try_at=None):
        raise LetterIsDecided(_decided(DeadLetter.objects.get(id=letter.id)))
    return DeadLetter.objects.get(id=letter.id)


def _decided(letter: DeadLetter) -> str:
    if letter.status == LetterStatus.DISCARDED:
        return "The letter is discarded already. A replay undoes that."
    return "The letter was replayed, and its event is applied."
