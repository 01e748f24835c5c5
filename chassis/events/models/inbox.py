"""The inbox: what was received, so that nothing is applied twice."""

from typing import ClassVar

from django.db import models
from django.db.models import Func


class InboxEntry(models.Model):
    """An event that a consumer took over: applied, or (without `applied_at`) in a dead letter."""

    pk = models.CompositePrimaryKey("consumer", "event_id")
    consumer = models.CharField(max_length=100)
    event_id = models.UUIDField()
    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)
    event_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))
    applied_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["received_at"], name="inbox_oldest"),
            models.Index(fields=["request_id"], name="inbox_of_request"),
        )

    def __str__(self) -> str:
        return f"{self.consumer} {self.event_id}"


class ConsumerPosition(models.Model):
    """How far a group has read a stream.

    All that the producer committed until `fresh_at` is applied here, but for dead letters.
    """

    stream = models.CharField(max_length=100)
    group = models.CharField(max_length=100)
    last_id = models.CharField(max_length=50, blank=True)
    lag = models.PositiveIntegerField(null=True)  # entries, if it is known what there is to read
    checked_at = models.DateTimeField(null=True)
    fresh_at = models.DateTimeField(null=True)
    doubted_at = models.DateTimeField(null=True)  # something delivered may have ended its process

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stream", "group"], name="one_position_per_stream_and_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} in {self.stream}"
