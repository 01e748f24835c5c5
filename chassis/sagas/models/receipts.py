"""What this service did for flows, wherever those run."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from chassis.constraints import IsOneOf
from chassis.ids import uuid7


class Outcome(models.TextChoices):
    """What came of a step."""

    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"


class Receipt(models.Model):
    """What came of a step, written in the transaction of its effect. Nothing is done twice.

    One that was undone stays: a step that comes after its undo is not done.
    """

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(
        primary_key=True, default=uuid7, editable=False
    )
    saga = models.UUIDField()
    step = models.CharField(max_length=100, help_text="Which step of that saga it is.")
    name = models.CharField(max_length=100, help_text="What was asked for.")
    fingerprint = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome)
    made = models.JSONField(default=dict)
    refusal = models.JSONField(null=True)
    asked_by = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["saga", "step"], name="one_receipt_per_saga_and_step"),
            models.CheckConstraint(
                condition=IsOneOf("outcome", Outcome.values), name="receipt_outcome_is_known"
            ),
        )
        indexes = (models.Index(fields=["asked_at"], name="receipt_by_age"),)

    def __str__(self) -> str:
        return f"{self.name} {self.saga}"
