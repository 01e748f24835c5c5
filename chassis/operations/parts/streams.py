"""How far this service is behind what others tell."""

from collections.abc import Iterator

from django.conf import settings

from chassis.events.models import ConsumerPosition
from chassis.operations.ages import age, seconds
from chassis.operations.figures import Figure, Part

LONGEST_LAG_SECONDS = 60.0
LONGEST_SILENCE_SECONDS = 60.0


def read() -> Iterator[Figure]:
    """Yield for each stream that is read how many events wait there, and when it was looked at."""
    positions = ConsumerPosition.objects.filter(group=settings.SERVICE, checked_at__isnull=False)
    for position in positions.annotate(silence=age("checked_at"), behind=age("fresh_at")).order_by(
        "stream"
    ):
        labels = {"producer": position.stream.rpartition(":")[2]}
        silence = seconds(position.silence)
        if position.lag is not None:
            is_late = position.lag > 0 and seconds(position.behind) > LONGEST_LAG_SECONDS
            yield Figure("stream_lag_events", position.lag, labels, is_late)
        yield Figure(
            "stream_checked_seconds", silence, labels, is_red=silence > LONGEST_SILENCE_SECONDS
        )


PART = Part(
    name="streams",
    title="Streams",
    meanings={
        "stream_lag_events": "Events in the stream that are not applied here yet; "
        "red if it is more than a minute since there was none. "
        "It is not told while the stream is made anew.",
        "stream_checked_seconds": "How long ago this service looked at the stream.",
    },
    remedy="Does the background process run, and does Redis answer? If only the number grows, "
    "a handler is too slow.",
    read=read,
    page="admin:events_consumerposition_changelist",
    empty="this service reads no stream, or has not begun to.",
)
