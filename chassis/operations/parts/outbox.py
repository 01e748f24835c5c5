"""What this service has to tell and has not told yet."""

from collections.abc import Iterator

from django.db.models import Count, Max

from chassis.events.models import OutboxEvent
from chassis.operations.ages import age, seconds
from chassis.operations.figures import Figure, Part

LONGEST_WAIT_SECONDS = 30.0


def read() -> Iterator[Figure]:
    """Yield how many events wait for the relay, and how long the oldest of them does."""
    waiting = OutboxEvent.objects.filter(sent_at=None)
    told = waiting.aggregate(count=Count("position"), longest=Max(age("at")))
    waited = seconds(told["longest"])
    yield Figure("outbox_waiting_events", told["count"])
    yield Figure("outbox_oldest_wait_seconds", waited, is_red=waited > LONGEST_WAIT_SECONDS)


PART = Part(
    name="outbox",
    title="Outbox",
    meanings={
        "outbox_waiting_events": "Events that are written and not yet in the stream.",
        "outbox_oldest_wait_seconds": "How long the oldest of them waits.",
    },
    remedy="Does the background process run, and does Redis answer? Nothing is lost meanwhile: "
    "the rest follows by itself.",
    read=read,
    page="admin:events_outboxevent_changelist",
)
