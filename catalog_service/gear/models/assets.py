"""The things themselves."""

from collections.abc import Collection
from typing import ClassVar, Self
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.urls import reverse

from catalog_service.gear.models.locations import Location
from catalog_service.gear.models.products import Product
from catalog_service.gear.models.status_labels import LABEL_FITS, Status, StatusLabel
from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource
from chassis.search import SearchIndex


class Condition(models.TextChoices):
    """How an asset looks, wherever it is."""

    OK = "ok"
    ATTENTION = "attention"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"


class AssetQuerySet(models.QuerySet["Asset"]):
    """Ways to look at assets."""

    def tagged(self, tag: str) -> Self:
        """The one with this tag, whatever its capitals."""
        if not tag.isprintable():  # the database could not even be asked
            return self.none()
        return self.alias(folded_tag=Lower("tag")).filter(folded_tag=Lower(Value(tag)))

    def belonging_to(self, places: Collection[UUID]) -> Self:
        """Those that belong to some places: else than where they are, if that is said of them."""
        at_home = Q(home_location=None, location__in=places)
        return self.filter(at_home | Q(home_location__in=places))


@tracked(many=True)
class Asset(Resource):
    """One physical thing, with a tag on it."""

    tag = models.CharField(max_length=100)
    serial = models.CharField(max_length=100, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, related_name="assets", db_index=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.AVAILABLE)
    status_label = models.ForeignKey(
        StatusLabel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        db_index=False,
        help_text="What the team calls its status.",
    )
    condition = models.CharField(
        max_length=20,
        choices=Condition,
        default=Condition.OK,
        db_default=Condition.OK.value,
        help_text="How it looked when it came back last.",
    )
    location = models.ForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        db_index=False,
        help_text="Where it is now.",
    )
    home_location = models.ForeignKey(
        Location,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="belongings",
        db_index=False,
        help_text="Where it belongs.",
    )
    notes = models.TextField(max_length=10_000, blank=True)
    purchase_date = models.DateField(null=True, blank=True)
    purchase_cost = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="In your own currency.",
    )
    warranty_months = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Counted from the purchase."
    )

    objects = AssetQuerySet.as_manager()

    class Meta(Resource.Meta):
        triggers: ClassVar = [*Resource.Meta.triggers, LABEL_FITS]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("tag"),
                name="one_asset_per_tag",
                violation_error_message="There is an asset with this tag already.",
            ),
            models.CheckConstraint(condition=Q(tag__regex=r"\S"), name="an_asset_has_a_tag"),
            models.CheckConstraint(
                condition=IsOneOf("status", Status.values), name="an_asset_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=IsOneOf("condition", Condition.values),
                name="an_asset_has_a_known_condition",
            ),
            models.CheckConstraint(
                condition=Q(purchase_cost__isnull=True) | Q(purchase_cost__gte=0),
                name="an_asset_costs_no_less_than_nothing",
                violation_error_message="A cost is not less than nothing.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="asset_by_age"),
            models.Index(fields=["updated_at", "id"], name="asset_by_change"),
            models.Index(fields=["tag", "id"], name="asset_by_tag"),
            models.Index(fields=["status", "id"], name="asset_by_status"),
            models.Index(fields=["product", "created_at", "id"], name="asset_of_product"),
            models.Index(fields=["status", "created_at", "id"], name="asset_in_status"),
            models.Index(
                fields=["status_label", "created_at", "id"],
                condition=Q(status_label__isnull=False),
                name="asset_of_label",
            ),
            models.Index(
                fields=["condition", "created_at", "id"],
                condition=~Q(condition=Condition.OK.value),
                name="asset_not_ok",
            ),
            models.Index(fields=["serial"], condition=~Q(serial=""), name="asset_by_serial"),
            models.Index(
                fields=["location", "created_at", "id"],
                condition=Q(location__isnull=False),
                name="asset_at_location",
            ),
            models.Index(
                fields=["home_location", "created_at", "id"],
                condition=Q(home_location__isnull=False),
                name="asset_of_location",
            ),
            SearchIndex(fields=["tag", "serial", "notes"], name="asset_by_words"),
        ]

    def __str__(self) -> str:
        return self.tag

    @property
    def page_address(self) -> str:
        """Where its page is: what its label opens."""
        path = reverse("asset-page", args=["-"]).replace("/-/", f"/{quote(self.tag, safe='')}/")
        return f"{settings.PUBLIC_URL}{path}"
