"""How long events are kept: the outbox for a week, the inbox long enough to know any repeat."""

from datetime import datetime, timedelta

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from chassis.events.handling import producers
from chassis.events.models import DeadLetter, InboxEntry, LetterStatus, OutboxEvent, StreamHead
from chassis.events.names import stream_of
from chassis.events.republishing import WINDOW

REMEMBERED = timedelta(days=30)
AT_ONCE = 5_000


def forget_sent(*, at: datetime) -> int:
    """Delete some events that were told more than a week ago and are sent; return how many.

    While events are sent again, all of them stay: what is on its way must arrive.
    """
    if StreamHead.objects.exclude(resend_to=None).exists():
        return 0
    old = OutboxEvent.objects.filter(at__lt=at - WINDOW).exclude(sent_at=None)
    return _some(old.order_by("position"))


def forget_received(*, at: datetime) -> int:
    """Delete some old entries of the inbox, of events that nobody can bring again.

    The outbox holds what was sent for a week, but a stream holds an entry until every group has
    read it, which may take months; a group that Redis lost then reads all of it again. So the month
    ends where the oldest entry of the stream begins. It knows nothing of a copy of Redis that is
    put back after a month, nor of a producer that has forgotten nothing for three weeks: then an
    event may be applied twice, which a projection's version and a job's key bear.
    """
    from chassis.events.reading import oldest_at  # web processes know this job, and no Redis

    letters = DeadLetter.objects.filter(
        consumer=OuterRef("consumer"), event_id=OuterRef("event_id")
    )
    is_settled = Q(applied_at__isnull=False) | ~Exists(letters)  # applied, or discarded long ago
    old = InboxEntry.objects.filter(is_settled, received_at__lt=at - REMEMBERED)
    for producer in producers():
        if oldest := oldest_at(stream_of(producer)):
            own = Q(type__startswith=f"{producer}.")
            old = old.exclude(own, received_at__gte=oldest - REMEMBERED)
    return _some(old.order_by("received_at"))


def forget_decided(*, at: datetime) -> int:
    """Delete some letters that were decided long ago; a parked one stays until then."""
    decided = (LetterStatus.REPLAYED, LetterStatus.DISCARDED)
    old = DeadLetter.objects.filter(status__in=decided, decided_at__lt=at - REMEMBERED)
    return _some(old.order_by("decided_at"))


def _some(rows: "QuerySet[Model]") -> int:
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    deleted, _ = rows.model._default_manager.filter(pk__in=keys).delete()
    return deleted
