"""The wire form of a kit."""

from typing import Any

from django.db.models import OuterRef
from rest_framework import serializers

from catalog_service.lending import selectors
from catalog_service.lending.models import Kit, Part, parts_in_order
from catalog_service.lending.serializers.lines import listed
from chassis.api.rows.columns import lines
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class KitPartSerializer(StrictSerializer):
    """A product of a kit, and how many of it are in one."""

    product = serializers.CharField(
        source="product_id", max_length=100, help_text="The product's id."
    )
    title = serializers.CharField(source="product.title", read_only=True)
    count = serializers.IntegerField(min_value=1, max_value=1000, default=1)


class KitSerializer(ResourceSerializer):
    """Some of several products, which are promised together under one name."""

    parts = listed(KitPartSerializer(), help_text="If given, it replaces the list.")

    class Meta:
        model = Kit
        fields = ("id", "name", "slug", "parts", "notes", "created_at", "updated_at", "version")
        columns = {"parts": lines(KitPartSerializer, parts_in_order().filter(kit=OuterRef("pk")))}

    def validate_parts(self, lines: list[dict[str, Any]]) -> list[Part]:
        """Return the parts that the list names, found in one query."""
        names = [line["product_id"] for line in lines]
        found = selectors.products_called(names)
        refused = [
            {} if name in found else {"product": [f"There is no product with the id {name}."]}
            for name in names
        ]
        if any(refused):
            raise serializers.ValidationError(refused)
        parts = [Part(found[line["product_id"]], line["count"]) for line in lines]
        if len({part.product.pk for part in parts}) < len(parts):
            raise serializers.ValidationError("A product is listed twice. Add up the counts.")
        return parts
