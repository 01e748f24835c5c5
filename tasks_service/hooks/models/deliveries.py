"""What was sent to webhooks, what came back, and what is still to be sent."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from chassis.constraints import IsOneOf
from chassis.models import Resource
from tasks_service.hooks.models.webhooks import Webhook


class DeliveryStatus(models.TextChoices):
    """How far it is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Ways to look at deliveries."""

    def waiting(self) -> Self:
        """Those that are still to be sent."""
        return self.filter(status=DeliveryStatus.WAITING)

    def stranded(self, *, at: datetime, for_: timedelta) -> Self:
        """Those that nobody sends any more: their job broke, again and again."""
        return self.waiting().filter(next_at__lt=at - for_)


class Delivery(Resource):
    """One event for one webhook."""

    webhook = models.ForeignKey(
        Webhook, models.CASCADE, related_name="deliveries", db_index=False, editable=False
    )
    event_id = models.UUIDField(help_text="The event's id: it stays the same.")
    type = models.CharField(max_length=100)
    body = models.TextField(help_text="What is sent: a CloudEvent.")
    status = models.CharField(max_length=20, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, help_text="When it is tried next.")
    tried_at = models.DateTimeField(null=True)
    answered = models.PositiveSmallIntegerField(null=True, help_text="The status of the answer.")
    answer = models.TextField(blank=True, help_text="How the answer begins.")
    problem = models.CharField(max_length=30, blank=True, help_text="Why there was no answer.")

    objects = DeliveryQuerySet.as_manager()

    class Meta(Resource.Meta):
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event_id", "webhook"], name="an_event_is_told_once_to_each"
            ),
            models.CheckConstraint(
                condition=IsOneOf("status", DeliveryStatus.values),
                name="a_delivery_has_a_known_status",
            ),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.WAITING) ^ Q(next_at=None),
                name="what_waits_knows_until_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="delivery_by_age"),
            models.Index(fields=["updated_at", "id"], name="delivery_by_change"),
            models.Index(fields=["webhook", "created_at", "id"], name="delivery_of_webhook"),
            models.Index(fields=["status", "created_at", "id"], name="delivery_in_status"),
            models.Index(
                fields=["next_at"],
                condition=Q(status=DeliveryStatus.WAITING),
                name="delivery_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
