"""Events that could not be applied."""

from collections.abc import Iterator

from django.db.models import Count

from chassis.events.models import DeadLetter, LetterStatus
from chassis.operations.figures import Figure, Part


def read() -> Iterator[Figure]:
    """Yield how many dead letters there are in each state."""
    letters = DeadLetter.objects.order_by().values_list("status")
    counted = dict(letters.annotate(count=Count("id")))
    for status in LetterStatus.values:
        count = counted.get(status, 0)
        is_red = status == LetterStatus.PARKED and count > 0
        yield Figure("dead_letters", count, {"status": status}, is_red=is_red)


PART = Part(
    name="dead_letters",
    title="Dead letters",
    meanings={"dead_letters": "Events that could not be applied, by what became of them."},
    remedy="Parked letters wait for you: read the error, mend its cause, then replay them; "
    "or discard them and say why. All others go on without them.",
    read=read,
    page="admin:events_deadletter_changelist",
)
