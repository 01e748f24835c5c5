"""Promises of gear for a time."""

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models.kits import Kit
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource


class ReservationStatus(models.TextChoices):
    """How far a reservation is."""

    DRAFT = "draft"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    COLLECTED = "collected"


OPEN = (ReservationStatus.REQUESTED, ReservationStatus.APPROVED)  # these hold their assets


@dataclass(frozen=True)
class Some:
    """Some of a product or of a kit: which assets these are is decided when they go out."""

    of: Product | Kit
    quantity: int = 1


Wanted = Asset | Some  # what a line of a reservation asks for


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
    ready_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was prepared, where that is done."
    )
    created_by = models.CharField(max_length=100, editable=False)

    history_children: ClassVar = {"lines": "lines"}

    objects = ReservationQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_reservation_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=IsOneOf("status", ReservationStatus.values),
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

    @property
    def is_draft(self) -> bool:
        """Whether nothing was kept for it yet."""
        return self.status == ReservationStatus.DRAFT

    @property
    def is_over(self) -> bool:
        """Whether it stays as it is."""
        return not self.is_open and not self.is_draft


@tracked(many=True)
class ReservationLine(models.Model):
    """What a reservation asks for: an asset, some of a product, or some of a kit."""

    reservation = models.ForeignKey(
        Reservation, models.CASCADE, related_name="lines", db_index=False
    )
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    kit = models.ForeignKey(Kit, models.PROTECT, null=True, blank=True, related_name="+")
    quantity = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reservation", "asset"], name="a_reservation_names_an_asset_once"
            ),
            models.UniqueConstraint(
                fields=["reservation", "product"], name="a_reservation_names_a_product_once"
            ),
            models.UniqueConstraint(
                fields=["reservation", "kit"], name="a_reservation_names_a_kit_once"
            ),
            models.CheckConstraint(
                condition=Q(asset__isnull=False, product=None, kit=None, quantity=1)
                | Q(asset=None, product__isnull=False, kit=None, quantity__gte=1)
                | Q(asset=None, product=None, kit__isnull=False, quantity__gte=1),
                name="a_reservation_line_asks_for_one_thing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reservation", "id"], name="line_of_reservation"),
        ]

    def __str__(self) -> str:
        if self.asset:
            return str(self.asset)
        return f"{self.quantity} x {self.product or self.kit}"

    @property
    def wanted(self) -> Wanted:
        """What it asks for."""
        if self.asset:
            return self.asset
        of = self.product or self.kit
        assert of is not None  # noqa: S101  (the database says so)
        return Some(of, self.quantity)


def reservation_lines_in_order() -> "QuerySet[ReservationLine]":
    """Return the lines of reservations, in the order in which they were written."""
    return ReservationLine.objects.select_related("asset", "product", "kit").order_by("pk")
