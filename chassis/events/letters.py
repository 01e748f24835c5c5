"""Writing dead letters: what is refused is parked; what failed, or must wait, is retried."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from chassis.events import inbox
from chassis.events.envelope import Envelope
from chassis.events.models import DeadLetter, InboxEntry, LetterStatus
from chassis.events.reading import Entry
from chassis.events.sorting import Received, Refused
from chassis.observability import log

MOST_TRIES = 5
FIRST_PAUSE = timedelta(milliseconds=200)
LARGEST_KEPT = 131_072  # characters of an entry; an event has fewer


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 0.2, 0.4, 0.8, 1.6 s."""
    return FIRST_PAUSE * 2 ** max(0, tries - 1)


def park(refused: Sequence[Refused]) -> None:
    """Park entries that mean nothing here: they are never executed, and in nobody's way."""
    letters = [
        DeadLetter(
            **_facts(each.entry, each.about),
            consumer=each.consumer,
            reason=each.reason,
            error=each.error[:2000],
            status=LetterStatus.PARKED,
        )
        for each in refused
    ]
    _write(letters)
    InboxEntry.objects.bulk_create(
        [_inbox_entry(each.consumer, each.about) for each in refused if each.consumer],
        ignore_conflicts=True,
    )


def set_aside(received: Sequence[Received], error: str, *, tries: int = 0) -> None:
    """Take events over to be retried one by one: after a failed try, or behind another letter."""
    new = inbox.take(received, applied=False)
    due = timezone.now() + (pause_after(tries) if tries else timedelta())
    _write([_letter(each, error, tries, due) for each in new])


def retrying(received: Sequence[Received]) -> set[tuple[str, str]]:
    """Return the lanes, of those of these events, in which a letter is still retried."""
    subjects = {each.about.subject for each in received}
    letters = DeadLetter.objects.filter(status=LetterStatus.RETRYING, subject__in=subjects)
    return set(letters.exclude(consumer="").values_list("consumer", "subject"))


def _letter(each: Received, error: str, tries: int, due: datetime) -> DeadLetter:
    return DeadLetter(
        **_facts(each.entry, each.about),
        consumer=each.consumer,
        error=error[:2000],
        tries=tries,
        next_try_at=due,
    )


def _write(letters: list[DeadLetter]) -> None:
    """Write letters, unless an earlier delivery of the same entries did so."""
    if not letters:
        return
    DeadLetter.objects.bulk_create(letters, ignore_conflicts=True)
    for letter in letters:
        log.warning(
            "event_set_aside",
            status=letter.status,
            reason=letter.reason,
            type=letter.type,
            event_id=str(letter.event_id or ""),
            consumer=letter.consumer,
            tries=letter.tries,
        )


def _facts(entry: Entry, about: Envelope | None) -> dict[str, Any]:
    body = entry.body[:LARGEST_KEPT].decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
    facts: dict[str, Any] = {"stream": entry.stream, "entry_id": entry.id, "body": body}
    if about is None:
        return facts
    return facts | {
        "event_id": about.id,
        "type": about.type,
        "subject": about.subject,
        "position": about.position,
        "event_at": about.at,
        "request_id": about.request_id,
    }


def _inbox_entry(consumer: str, about: Envelope | None) -> InboxEntry:
    assert about is not None  # noqa: S101  (who has a consumer was decoded)
    return InboxEntry(
        consumer=consumer,
        event_id=about.id,
        type=about.type,
        subject=about.subject,
        request_id=about.request_id,
        event_at=about.at,
    )
