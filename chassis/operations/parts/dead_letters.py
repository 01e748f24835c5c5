"""Events that could not be applied."""

from collections.abc import Iterator

from chassis.events.models import DeadLetter, LetterStatus
from chassis.operations.counts import by_status
from chassis.operations.figures import Figure, Part


def read() -> Iterator[Figure]:
    """Yield how many dead letters there are in each state."""
    yield from by_status("dead_letters", DeadLetter, LetterStatus, red=LetterStatus.PARKED)


PART = Part(
    name="dead_letters",
    title="Dead letters",
    meanings={"dead_letters": "Events that could not be applied, by what became of them."},
    remedy="Parked letters wait for you: read the error, mend its cause, then replay them; "
    "or discard them and say why. All others go on without them.",
    read=read,
    page="admin:events_deadletter_changelist",
)
