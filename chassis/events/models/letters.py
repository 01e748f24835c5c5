"""Dead letters: events that could not be applied, kept until somebody decides."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.models import Resource


class LetterStatus(models.TextChoices):
    """Where a letter is on its way."""

    RETRYING = "retrying"
    PARKED = "parked"
    REPLAYED = "replayed"
    DISCARDED = "discarded"


class Reason(models.TextChoices):
    """Why an event could not be applied."""

    GARBAGE = "garbage"
    WRONG_SOURCE = "wrong_source"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_VERSION = "unknown_version"
    BAD_DATA = "bad_data"
    FAILED = "failed"


class DeadLetter(Resource):
    """One event for one consumer; without a consumer where nobody here knows what it means."""

    stream = models.CharField(max_length=100)
    entry_id = models.CharField(max_length=50)
    consumer = models.CharField(max_length=100, blank=True)
    event_id = models.UUIDField(null=True)
    type = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=100, blank=True)
    position = models.BigIntegerField(default=0)
    event_at = models.DateTimeField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    body = models.TextField()  # as it came: what is garbage need not be JSON
    reason = models.CharField(max_length=20, choices=Reason.choices, default=Reason.FAILED)
    error = models.TextField(blank=True)
    status = models.CharField(
        max_length=20, choices=LetterStatus.choices, default=LetterStatus.RETRYING
    )
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    note = models.TextField(
        blank=True
    )  # why it was discarded; of earlier times also by whom and when
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(Resource.Meta):
        indexes = (
            models.Index(fields=["created_at", "id"], name="letter_newest"),
            models.Index(
                fields=["consumer", "subject", "position"],
                condition=Q(status=LetterStatus.RETRYING),
                name="letter_retrying",
            ),
            models.Index(fields=["request_id"], name="letter_of_request"),
        )
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consumer", "event_id"],
                condition=Q(event_id__isnull=False),
                name="one_letter_per_consumer_and_event",
            ),
            models.UniqueConstraint(
                fields=["stream", "entry_id"],
                condition=Q(event_id=None),
                name="one_letter_per_piece_of_garbage",
            ),
            models.CheckConstraint(
                condition=IsOneOf("status", LetterStatus.values), name="letter_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type or 'garbage'} {self.subject}".strip()
