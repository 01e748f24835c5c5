"""The outbox: what this service has to tell, until well after it was sent.

Set-based writes may publish in SQL; what is not named here has a default in the database, and the
relay wakes by a trigger:

    INSERT INTO events_outboxevent (type, subject, version, data, origin)
    SELECT 'catalog.asset_changed.v1', id, version,
           jsonb_build_object('asset_id', id, 'tag', tag, 'version', version), %(origin)s
    FROM changed ORDER BY id
"""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Length
from django.db.models.lookups import LessThanOrEqual

from chassis.ids import uuid7

CHANNEL = "outbox"

_wake_relay = pgtrigger.Trigger(
    name="wake_relay",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func=f"PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL;",
)


class OutboxEvent(models.Model):
    """One fact. It counts as sent when it is in the stream; the row stays for seven days."""

    # Grows with each event of one aggregate, because a verb locks the aggregate before it tells.
    position = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(
        unique=True, default=uuid7, db_default=Func(function="gen_random_uuid")
    )
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    version = models.IntegerField()
    data = models.JSONField()
    at = models.DateTimeField(db_default=Func(function="clock_timestamp"))
    origin = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    sent_at = models.DateTimeField(null=True)

    class Meta:
        triggers: ClassVar = [_wake_relay]
        indexes = (
            models.Index(fields=["position"], condition=Q(sent_at=None), name="outbox_waiting"),
            models.Index(KT("origin__request_id"), name="outbox_of_request"),
        )
        constraints: ClassVar = [
            # Of JSON with spaces; publish() counts without them. Redis takes 500 of them at once.
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(Cast("data", models.TextField())), 131_072),
                name="event_is_small",
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject} v{self.version}"


class StreamHead(models.Model):
    """What the relay knows of its stream in Redis, to notice when Redis forgot.

    A new epoch has no `last_id` yet: the first batch announces it. While `resend_to` is set, what
    was sent before from `resend_from` (exclusive) up to there is sent again, ahead of new events.
    """

    stream = models.CharField(max_length=100, primary_key=True)
    epoch = models.UUIDField(default=uuid7)
    last_id = models.CharField(max_length=50, blank=True)
    begun_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))
    resend_from = models.BigIntegerField(null=True)
    resend_to = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.stream} {self.epoch}"

    @property
    def to_send_again(self) -> int:
        """About how many events: a position that nobody committed counts as well."""
        return (self.resend_to or 0) - (self.resend_from or 0)
