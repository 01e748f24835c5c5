"""Sending again: after Redis forgot, or when an operator asks for it. Inboxes drop repeats.

No row of the outbox is touched, however many there are: the head says from where to where, and the
relay goes through them turn by turn. The sent events of an aggregate are its first ones, so its
order is kept: those are repeated, then come the new ones.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min
from django.db.models.functions import Greatest, Least, Now

from chassis.events.models import OutboxEvent, StreamHead
from chassis.events.names import stream_of
from chassis.ids import uuid7
from chassis.observability import log

WINDOW = timedelta(days=7)  # how long the outbox keeps what was sent


def begin_anew(head: StreamHead) -> None:
    """Begin a new epoch: all that was sent and that the outbox still holds is sent again.

    The caller holds the head.
    """
    ends = OutboxEvent.objects.exclude(sent_at=None).aggregate(
        first=Min("position"), last=Max("position")
    )
    head.epoch, head.last_id = uuid7(), ""
    head.resend_from, head.resend_to = _before(ends["first"]), ends["last"]
    head.save(update_fields=["epoch", "last_id", "resend_from", "resend_to"])
    StreamHead.objects.filter(stream=head.stream).update(begun_at=Now())
    log.warning("redis_forgot_the_stream", stream=head.stream, sending_again=head.to_send_again)


def republish(*, since: datetime) -> int:
    """Let the events since a time be sent again, and return how many; it joins what is under way.

    It waits for the turn that the relay is at, and is not overwritten by it.
    """
    sent = OutboxEvent.objects.filter(at__gte=since).exclude(sent_at=None)
    told = sent.aggregate(first=Min("position"), last=Max("position"), count=Count("position"))
    StreamHead.objects.filter(stream=stream_of(settings.SERVICE)).update(
        resend_from=Least("resend_from", _before(told["first"])),
        resend_to=Greatest("resend_to", told["last"]),
    )
    count: int = told["count"]
    return count


def _before(position: int | None) -> int | None:
    return None if position is None else position - 1
