"""What keeps an asset for one at a time: the promise itself."""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q

from catalog_service.gear.models import Asset, Product, Status
from catalog_service.lending.models.loans import LoanLine
from catalog_service.lending.models.reservations import ReservationLine
from chassis.history import tracked

# What is in one of these states is promised and handed out to nobody.
KEPT_BACK = (Status.IN_REPAIR, Status.QUARANTINED, Status.LOST, Status.RETIRED)


class JustThis(Func):
    """A range that holds one id: PostgreSQL's own GiST knows ranges, and no plain ids."""

    template = "uuid_range(%(expressions)s, %(expressions)s, '[]')"
    output_field = models.TextField()


class Span(Func):
    """From a moment on, until before another."""

    function = "tstzrange"
    output_field = DateTimeRangeField()


class HoldQuerySet(models.QuerySet["Hold"]):
    """Ways to look at holds."""

    def within(self, starts_at: datetime, ends_at: datetime) -> Self:
        """Those that touch a time; one that ends when it begins does not."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def of_assets(self, ids: Collection[UUID]) -> Self:
        """Those of some assets."""
        return self.filter(asset__in=ids)


@tracked(many=True)
class Hold(models.Model):
    """An asset is kept for a line of a reservation or of a loan, from one moment to another.

    Where some of a product was promised, it names the product: until somebody picks, another asset
    may take the place. What nobody holds any more is deleted: the lines tell what was.
    """

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, related_name="+", db_index=False
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reservation_line = models.ForeignKey(
        ReservationLine, models.CASCADE, null=True, related_name="holds"
    )
    loan_line = models.OneToOneField(LoanLine, models.CASCADE, null=True, related_name="hold")

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="no_asset_is_promised_twice",
                expressions=[
                    (JustThis("asset"), RangeOperators.OVERLAPS),
                    (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                # Of each statement as a whole: one may let two holds change places.
                deferrable=Deferrable.IMMEDIATE,
            ),
            # An empty span overlaps nothing, so it would escape the rule above.
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_hold_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(reservation_line=None, loan_line__isnull=False, product=None)
                | Q(reservation_line__isnull=False, loan_line=None),
                name="a_hold_is_for_one_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["asset", "ends_at", "starts_at"], name="hold_of_asset"),
            models.Index(
                fields=["product"], condition=Q(product__isnull=False), name="hold_of_some"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%Y-%m-%d %H:%M}"
