"""Counts of what is on the shelves: what should be there, and what was found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from catalog_service.gear.models import Asset, Location
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource


class Result(models.TextChoices):
    """What came of a tag."""

    MISSING = "missing"
    FOUND = "found"
    UNEXPECTED = "unexpected"
    UNKNOWN = "unknown"


@tracked()
class StockTake(Resource):
    """A count, from its start until it is closed."""

    name = models.CharField(max_length=100)
    location = models.ForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where is counted: there, and inside of it; everywhere if left out.",
    )
    note = models.TextField(max_length=10_000, blank=True)
    expected = models.PositiveIntegerField(
        default=0, editable=False, help_text="How many assets should have been there at its start."
    )
    found = models.PositiveIntegerField(default=0, editable=False, help_text="How many of them.")
    unexpected = models.PositiveIntegerField(
        default=0, editable=False, help_text="Assets that were found beside them."
    )
    unknown = models.PositiveIntegerField(
        default=0, editable=False, help_text="Tags that no asset has."
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.CharField(max_length=100, editable=False)

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(found__lte=F("expected")), name="no_more_is_found_than_is_expected"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="stock_take_by_age"),
            models.Index(fields=["updated_at", "id"], name="stock_take_by_change"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> int:
        """How many were not found yet."""
        return self.expected - self.found


class StockTakeLine(Resource):
    """A tag of a count. It is a record itself: written once, and changed once when it is found."""

    stock_take = models.ForeignKey(StockTake, models.CASCADE, related_name="lines", db_index=False)
    asset = models.ForeignKey(Asset, models.SET_NULL, null=True, related_name="+")
    tag = models.CharField(max_length=100)
    result = models.CharField(max_length=20, choices=Result)
    found_at = models.DateTimeField(null=True)
    found_by = models.CharField(max_length=100, blank=True)

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("stock_take"), Lower("tag"), name="a_stock_take_has_a_tag_once"
            ),
            models.CheckConstraint(
                condition=IsOneOf("result", Result.values), name="a_counted_tag_has_a_known_result"
            ),
            models.CheckConstraint(
                condition=Q(result=Result.MISSING, found_at=None)
                | (~Q(result=Result.MISSING) & Q(found_at__isnull=False)),
                name="what_is_missing_was_not_found",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="counted_by_age"),
            models.Index(fields=["tag", "id"], name="counted_by_tag"),
            models.Index(fields=["stock_take", "result", "tag", "id"], name="counted_in_result"),
        ]

    def __str__(self) -> str:
        return self.tag
