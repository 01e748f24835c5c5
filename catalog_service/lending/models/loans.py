"""What is out: who has it, since when, until when, and how it came back."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Prefetch, Q, QuerySet

from catalog_service.gear.models import Asset, Condition, Location
from catalog_service.lending.models.reservations import Reservation
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource


@dataclass(frozen=True)
class HandedOut:
    """An asset that goes out, and how it looks then."""

    asset: Asset
    condition: str = Condition.OK


@dataclass(frozen=True)
class TakenBack:
    """An asset that comes back, how it looks then, and what there is to say."""

    asset: Asset
    condition: str = Condition.OK
    note: str = ""


class LoanQuerySet(models.QuerySet["Loan"]):
    """Ways to look at loans."""

    def of(self, person_id: UUID) -> Self:
        """Those of one borrower."""
        return self.filter(borrower=person_id)

    def open(self) -> Self:
        """Those of which something is still out."""
        return self.filter(closed_at=None)

    def overdue(self, *, at: datetime) -> Self:
        """Those of which something should be back by now."""
        return self.open().filter(due_at__lt=at)

    def with_lines(self) -> Self:
        """Read their lines along, in one further query, and their places."""
        return self.select_related("place").prefetch_related(
            Prefetch("lines", queryset=loan_lines_in_order())
        )


@tracked()
class Loan(Resource):
    """Assets that somebody took along together, or that stand somewhere together."""

    borrower = models.UUIDField(null=True, blank=True, help_text="The person who has the assets.")
    place = models.ForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="Where they stand, if no person has them.",
    )
    out_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(help_text="When the first of what is out should be back.")
    closed_at = models.DateTimeField(
        null=True, editable=False, help_text="When the last of it came back or was given up."
    )
    note = models.TextField(max_length=10_000, blank=True)
    reservation = models.OneToOneField(
        Reservation, models.PROTECT, null=True, editable=False, related_name="loan"
    )
    created_by = models.CharField(max_length=100, editable=False)

    history_children: ClassVar = {"lines": "lines"}

    objects = LoanQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(out_at__lt=F("due_at")), name="a_loan_is_due_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(borrower=None, place__isnull=False)
                | Q(borrower__isnull=False, place=None),
                name="a_loan_is_to_a_person_or_a_place",
                violation_error_message="Say who gets it or where it goes: one of the two.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="loan_by_age"),
            models.Index(fields=["updated_at", "id"], name="loan_by_change"),
            models.Index(fields=["out_at", "id"], name="loan_by_start"),
            models.Index(fields=["due_at", "id"], name="loan_by_due"),
            models.Index(fields=["borrower", "created_at", "id"], name="loan_of_borrower"),
            models.Index(
                fields=["place", "created_at", "id"],
                condition=Q(place__isnull=False),
                name="loan_to_place",
            ),
            models.Index(
                fields=["created_at", "id"], condition=Q(closed_at=None), name="open_loan_by_age"
            ),
            models.Index(
                fields=["due_at", "id"], condition=Q(closed_at=None), name="open_loan_by_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.out_at:%Y-%m-%d %H:%M}, due {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether something is still out."""
        return self.closed_at is None

    def is_overdue(self, *, at: datetime) -> bool:
        """Tell whether something should be back by now."""
        return self.is_open and self.due_at < at


class LoanLineQuerySet(models.QuerySet["LoanLine"]):
    """Ways to look at the assets of loans."""

    def out(self) -> Self:
        """Those that the borrower still has, as far as anybody knows."""
        return self.filter(returned_at=None, lost=False)


@tracked(many=True)
class LoanLine(models.Model):
    """An asset of a loan."""

    loan = models.ForeignKey(Loan, models.CASCADE, related_name="lines")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    condition_out = models.CharField(max_length=20, choices=Condition, default=Condition.OK)
    condition_in = models.CharField(max_length=20, choices=Condition, null=True)
    note = models.TextField(max_length=10_000, blank=True)
    lost = models.BooleanField(default=False, help_text="It was given up.")

    objects = LoanLineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["asset"],
                condition=Q(returned_at=None, lost=False),
                name="an_asset_is_out_once",
            ),
            models.UniqueConstraint(fields=["loan", "asset"], name="a_loan_names_an_asset_once"),
            models.CheckConstraint(
                condition=IsOneOf("condition_out", Condition.values)
                & (Q(condition_in=None) | IsOneOf("condition_in", Condition.values)),
                name="a_loan_line_has_known_conditions",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, condition_in=None)
                | Q(returned_at__isnull=False, condition_in__isnull=False, lost=False),
                name="what_is_back_has_a_condition_and_is_not_lost",
            ),
        ]

    def __str__(self) -> str:
        return str(self.asset)

    @property
    def is_out(self) -> bool:
        """Whether the borrower still has it, as far as anybody knows."""
        return self.returned_at is None and not self.lost


def loan_lines_in_order() -> "QuerySet[LoanLine]":
    """Return the lines of loans, always in the same order."""
    return LoanLine.objects.select_related("asset").order_by("asset__tag")
