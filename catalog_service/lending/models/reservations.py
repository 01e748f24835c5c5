"""Promises of gear for a time."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from catalog_service.gear.models import Asset
from chassis.history import tracked
from chassis.models import Resource


class ReservationStatus(models.TextChoices):
    """How far a reservation is."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    COLLECTED = "collected"


OPEN = (ReservationStatus.REQUESTED, ReservationStatus.APPROVED)  # these hold their assets


class ReservationQuerySet(models.QuerySet["Reservation"]):
    """Ways to look at reservations."""

    def of(self, person_id: UUID) -> Self:
        """Those of one borrower."""
        return self.filter(borrower=person_id)

    def with_lines(self) -> Self:
        """Read their lines along, in one further query."""
        return self.prefetch_related(Prefetch("lines", queryset=reservation_lines_in_order()))


@tracked()
class Reservation(Resource):
    """Assets for somebody, from one moment to another: the last one is no longer theirs."""

    borrower = models.UUIDField(help_text="The person who gets the assets.")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(
        max_length=20,
        choices=ReservationStatus,
        default=ReservationStatus.REQUESTED,
        editable=False,
    )
    note = models.TextField(max_length=10_000, blank=True)
    created_by = models.CharField(max_length=100, editable=False)

    history_children: ClassVar = {"lines": "lines"}

    objects = ReservationQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_reservation_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ReservationStatus.values),
                name="a_reservation_has_a_known_status",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="reservation_by_age"),
            models.Index(fields=["updated_at", "id"], name="reservation_by_change"),
            models.Index(fields=["starts_at", "id"], name="reservation_by_start"),
            models.Index(fields=["ends_at", "id"], name="reservation_by_end"),
            models.Index(
                fields=["ends_at", "id"],
                condition=Q(status__in=OPEN),
                name="open_reservation_by_end",
            ),
            models.Index(fields=["status", "created_at", "id"], name="reservation_in_status"),
            models.Index(fields=["borrower", "created_at", "id"], name="reservation_of_borrower"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether the assets are still kept for it."""
        return self.status in OPEN


@tracked(many=True)
class ReservationLine(models.Model):
    """An asset of a reservation."""

    reservation = models.ForeignKey(Reservation, models.CASCADE, related_name="lines")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reservation", "asset"], name="a_reservation_names_an_asset_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.asset)


def reservation_lines_in_order() -> "QuerySet[ReservationLine]":
    """Return the lines of reservations, always in the same order."""
    return ReservationLine.objects.select_related("asset").order_by("asset__tag")
