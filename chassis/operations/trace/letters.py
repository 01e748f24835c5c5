"""The events of a request that could not be applied here."""

from collections.abc import Iterator

from chassis.events.models import DeadLetter, LetterStatus
from chassis.operations.trace.steps import Step

MOST = 20
STUCK = (LetterStatus.RETRYING, LetterStatus.PARKED)


def steps(request_id: str) -> Iterator[Step]:
    """Yield each dead letter, and what was decided about it."""
    letters = DeadLetter.objects.filter(request_id=request_id).order_by("created_at")
    for letter in letters.defer("body")[:MOST]:
        what = f"{letter.type or 'garbage'} for {letter.consumer or 'nobody'}"
        text = f"{what} became a dead letter ({letter.reason}, {letter.status} now)"
        details = {"id": letter.id, "subject": letter.subject, "tries": letter.tries}
        yield Step(
            at=letter.created_at,
            kind="dead_letter",
            text=text,
            is_trouble=letter.status in STUCK,
            details=details,
        )
        if letter.decided_at:
            by = {"by": letter.decided_by, "note": letter.note}
            text = f"dead letter {letter.status}: {what}"
            yield Step(at=letter.decided_at, kind="dead_letter", text=text, details=by)
