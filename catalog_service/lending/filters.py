"""What lists of reservations and loans can be narrowed by."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from catalog_service.lending.models import (
    Loan,
    LoanLine,
    LoanQuerySet,
    Reservation,
    ReservationLine,
    ReservationQuerySet,
)
from chassis.api.filters import BooleanFilter, FilterSet
from chassis.keys import among, looked_up


class WhileFilter(FilterSet):
    """Filters by moments: looked up, for in the order of a list they may be at the far end."""

    moments: ClassVar[tuple[str, ...]]

    def filter_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        """Keep the rows that are in the while that was asked for."""
        names = [f"{name}__{way}" for name in self.moments for way in ("gte", "lte")]
        asked = {name: self.form.cleaned_data[name] for name in names}
        wanted = Q(**{name: value for name, value in asked.items() if value})
        rows = super().filter_queryset(queryset)
        return rows.filter(looked_up(rows.model, wanted)) if wanted else rows


class ReservationFilter(WhileFilter):
    """The filters of `GET /reservations/`."""

    moments = ("starts_at", "ends_at")

    asset = django_filters.UUIDFilter(method="naming", help_text="An asset's id.")

    class Meta:
        model = Reservation
        fields = {
            "status": ["exact", "in"],
            "borrower": ["exact"],
            "starts_at": ["gte", "lte"],
            "ends_at": ["gte", "lte"],
        }

    def naming(
        self, reservations: ReservationQuerySet, name: str, value: UUID
    ) -> ReservationQuerySet:
        """Keep the reservations of an asset."""
        lines = ReservationLine.objects.filter(asset=value)
        return reservations.filter(among(Reservation, "pk", lines.values("reservation")))


class LoanFilter(WhileFilter):
    """The filters of `GET /loans/`."""

    moments = ("out_at", "due_at")

    asset = django_filters.UUIDFilter(method="naming", help_text="An asset's id.")
    reservation = django_filters.UUIDFilter(field_name="reservation_id")
    is_open = BooleanFilter(method="being_open", help_text="Something of it is still out.")
    is_overdue = BooleanFilter(
        method="being_overdue", help_text="Something of it should be back by now."
    )

    class Meta:
        model = Loan
        fields = {
            "borrower": ["exact"],
            "out_at": ["gte", "lte"],
            "due_at": ["gte", "lte"],
        }

    def naming(self, loans: LoanQuerySet, name: str, value: UUID) -> LoanQuerySet:
        """Keep the loans of an asset."""
        lines = LoanLine.objects.filter(asset=value)
        return loans.filter(among(Loan, "pk", lines.values("loan")))

    def being_open(self, loans: LoanQuerySet, name: str, value: bool) -> LoanQuerySet:  # noqa: FBT001
        """Keep the loans of which something is out, or nothing is."""
        return loans.open() if value else loans.exclude(closed_at=None)

    def being_overdue(self, loans: LoanQuerySet, name: str, value: bool) -> LoanQuerySet:  # noqa: FBT001
        """Keep the loans that are overdue, or are not."""
        if not value:
            return loans.exclude(closed_at=None, due_at__lt=now())
        return loans.filter(looked_up(Loan, Q(closed_at=None, due_at__lt=now())))
