"""Sending again: after Redis forgot, or when an operator asks for it. Inboxes drop repeats."""

from datetime import datetime, timedelta

from django.db.models.functions import Now

from chassis.events.models import OutboxEvent, StreamHead
from chassis.ids import uuid7
from chassis.observability import log

WINDOW = timedelta(days=7)  # how long the outbox keeps what was sent


def begin_anew(head: StreamHead) -> int:
    """Begin a new epoch and let all that the outbox still holds wait again; return how many."""
    head.epoch, head.last_id = uuid7(), ""
    head.save(update_fields=["epoch", "last_id"])
    StreamHead.objects.filter(stream=head.stream).update(begun_at=Now())
    count = OutboxEvent.objects.exclude(sent_at=None).update(sent_at=None)
    log.warning("redis_forgot_the_stream", stream=head.stream, sending_again=count)
    return count


def republish(*, since: datetime) -> int:
    """Let the events since a time wait to be sent again, and return how many."""
    return OutboxEvent.objects.filter(at__gte=since).exclude(sent_at=None).update(sent_at=None)
