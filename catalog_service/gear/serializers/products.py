"""The wire form of a product."""

from typing import Any

from django.db.models import OuterRef
from rest_framework import serializers
from rest_framework.reverse import reverse

from catalog_service.gear import selectors
from catalog_service.gear.models import (
    Category,
    Manufacturer,
    Port,
    PortCount,
    Product,
    is_small_object,
    ports_in_order,
)
from catalog_service.gear.serializers.objects import ObjectField
from catalog_service.gear.serializers.references import Reference
from chassis.api.rows.columns import lines
from chassis.api.rows.expressions import Address
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class ProductPortSerializer(StrictSerializer):
    """A port of a product, and how many of it."""

    port = serializers.CharField(
        source="port_id",
        max_length=160,
        help_text="Write the port's id, its slug, or `kind/slug`; read its id.",
    )
    name = serializers.CharField(source="port.name", read_only=True)
    slug = serializers.CharField(source="port.slug", read_only=True)
    kind = serializers.CharField(source="port.kind", read_only=True)
    count = serializers.IntegerField(min_value=1, max_value=10_000, default=1)


class ProductSerializer(ResourceSerializer):
    """A make and model."""

    manufacturer = Reference(
        queryset=Manufacturer.objects.all(),
        required=False,
        allow_null=True,
        help_text="Write an id, a slug or a name; read the id.",
    )
    category = Reference(
        queryset=Category.objects.all(),
        required=False,
        allow_null=True,
        help_text="Write an id, a slug or a name; read the id.",
    )
    specs = ObjectField(
        required=False,
        validators=[is_small_object],
        help_text="A JSON object of up to 16 KiB, as the `schema` of the category says.",
    )
    ports: "serializers.ListSerializer[Any]" = serializers.ListSerializer(
        child=ProductPortSerializer(),
        required=False,
        max_length=200,
        help_text="If given, it replaces the list.",
    )

    image_url = serializers.SerializerMethodField()

    class Meta:
        model = Product
        fields = (
            "id",
            "title",
            "model",
            "manufacturer",
            "category",
            "specs",
            "notes",
            "lifetime_months",
            "ports",
            "image",
            "image_url",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("image",)
        columns = {
            "ports": lines(ProductPortSerializer, ports_in_order().filter(product=OuterRef("pk"))),
            "image_url": Address("image", view="attachment-file"),
        }

    def get_image_url(self, product: Product) -> str | None:
        """Return where its picture is read."""
        return reverse("attachment-file", [product.image]) if product.image else None

    def validate_ports(self, lines: list[dict[str, Any]]) -> list[PortCount]:
        """Return the ports that the list names, found in one query."""
        names = [line["port_id"] for line in lines]
        found = selectors.ports_called(names)
        refused = [_reason(name, found[name]) for name in names]
        if any(refused):
            raise serializers.ValidationError(refused)
        counts = [PortCount(found[line["port_id"]][0], line["count"]) for line in lines]
        if len({line.port.pk for line in counts}) < len(counts):
            raise serializers.ValidationError("A port is listed twice. Add up the counts.")
        return counts


def _reason(name: str, ports: list[Port]) -> dict[str, list[str]]:
    """Say why a name does not mean one port; empty if it does."""
    if len(ports) == 1:
        return {}
    if not ports:
        return {"port": [f"There is no port with the id or slug {name}."]}
    choices = ", ".join(f"{port.kind}/{port.slug}" for port in ports)
    return {"port": [f"Several ports are called {name}. Send one of: {choices}."]}
