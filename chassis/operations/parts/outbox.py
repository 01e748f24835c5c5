"""What this service has to tell and has not told yet."""

from collections.abc import Iterator

from django.db.models import Count, Max

from chassis.events.models import OutboxEvent, StreamHead
from chassis.operations.ages import age, seconds
from chassis.operations.figures import Figure, Part

LONGEST_WAIT_SECONDS = 30.0


def read() -> Iterator[Figure]:
    """Yield how many events wait for the relay, and how long the oldest of the new ones does."""
    waiting = OutboxEvent.objects.filter(sent_at=None)
    told = waiting.aggregate(count=Count("position"), longest=Max(age("at")))
    waited = seconds(told["longest"])
    again = sum(head.to_send_again for head in StreamHead.objects.all())
    yield Figure("outbox_waiting_events", told["count"] + again)
    yield Figure("outbox_oldest_wait_seconds", waited, is_red=waited > LONGEST_WAIT_SECONDS)


PART = Part(
    name="outbox",
    title="Outbox",
    meanings={
        "outbox_waiting_events": "Events that are written and not yet in the stream, "
        "or (about) that are to be sent again.",
        "outbox_oldest_wait_seconds": "How long the oldest waits that was never sent.",
    },
    remedy="Does the background process run, and does Redis answer? Nothing is lost meanwhile: "
    "the rest follows by itself.",
    read=read,
    page="admin:events_outboxevent_changelist",
)
