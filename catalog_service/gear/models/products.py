"""Makes and models, with their ports."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Prefetch, Q, QuerySet
from django.db.models.functions import Lower, Upper
from django.db.models.lookups import Exact

from catalog_service.gear.models.categories import Category
from catalog_service.gear.models.manufacturers import Manufacturer
from catalog_service.gear.models.names import is_called
from catalog_service.gear.models.objects import is_small_object
from catalog_service.gear.models.ports import Port
from chassis.history import tracked
from chassis.keys import among
from chassis.models import Resource
from chassis.search import SearchIndex


@dataclass(frozen=True)
class PortCount:
    """A port, and how many of it a product has."""

    port: Port
    count: int


class ProductQuerySet(models.QuerySet["Product"]):
    """Ways to look at products."""

    def with_ports(self) -> Self:
        """Read their ports along, in one further query."""
        return self.prefetch_related(Prefetch("ports", queryset=ports_in_order()))

    def having_port(self, reference: str) -> Self:
        """Those with a port of this id or slug."""
        lines = ProductPort.objects.filter(is_called(reference, "port__"))
        return self.filter(among(Product, "pk", lines.values("product")))


@tracked(many=True)
class Product(Resource):
    """A make and model."""

    title = models.CharField(
        max_length=200, blank=True, help_text="Made from manufacturer and model if left out."
    )
    model = models.CharField(max_length=100, blank=True)
    manufacturer = models.ForeignKey(
        Manufacturer, models.PROTECT, null=True, blank=True, related_name="products"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="products"
    )
    specs = models.JSONField(default=dict, blank=True, validators=[is_small_object])
    notes = models.TextField(max_length=10_000, blank=True)
    lifetime_months = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="After how many months from its purchase an asset is due for replacement, "
        "and worth nothing.",
    )

    # An attachment's id: the verbs of attachments, which stand above this app, keep it true.
    image = models.UUIDField(
        null=True, blank=True, editable=False, help_text="The attachment that is its picture."
    )

    history_children: ClassVar = {"ports": "ports"}

    objects = ProductQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                "manufacturer",
                Lower("model"),
                condition=Q(manufacturer__isnull=False) & ~Q(model=""),
                name="a_manufacturer_makes_a_model_once",
                violation_error_message="The manufacturer has this model already.",
            ),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S"),
                name="a_product_has_a_title",
                violation_error_message="Write a title, or a model that one can be made from.",
            ),
            models.CheckConstraint(
                condition=Q(lifetime_months=None) | Q(lifetime_months__gte=1),
                name="a_product_lives_for_a_month_or_more",
                violation_error_message="A lifetime is a month or more.",
            ),
            models.CheckConstraint(
                condition=Exact(
                    Func(F("specs"), function="jsonb_typeof", output_field=models.TextField()),
                    "object",
                ),
                name="specs_are_an_object",
                violation_error_message="The specs are no JSON object.",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="product_by_age"),
            models.Index(fields=["updated_at", "id"], name="product_by_change"),
            models.Index(fields=["title", "id"], name="product_by_title"),
            models.Index(fields=["model", "id"], name="product_by_model"),
            models.Index(Upper("model"), name="product_by_folded_model"),
            SearchIndex(fields=["title", "model", "notes"], name="product_by_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Make what was left out."""
        if not self.title and self.model:
            maker = self.manufacturer.name if self.manufacturer else ""
            self.title = f"{maker} {self.model}".strip()


@tracked(many=True)
class ProductPort(models.Model):
    """How many of a port a product has."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="ports")
    port = models.ForeignKey(Port, models.PROTECT, related_name="lines")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["product", "port"], name="a_product_lists_a_port_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="a_listed_port_is_there"),
        ]

    def __str__(self) -> str:
        return f"{self.count} x {self.port}"


def ports_in_order() -> "QuerySet[ProductPort]":
    """Return the ports of products, always in the same order."""
    return ProductPort.objects.select_related("port").order_by("port__kind", "port__slug")
