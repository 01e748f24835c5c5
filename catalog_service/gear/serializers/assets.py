"""The wire form of an asset."""

from rest_framework import serializers

from catalog_service.gear.models import Asset, Product
from chassis.api.serializers import ResourceSerializer


class AssetSerializer(ResourceSerializer):
    """One physical thing, with a tag on it."""

    # Without a serializer of its own for the id, a text that is none would break the look-up.
    product = serializers.PrimaryKeyRelatedField(
        queryset=Product.objects.all(), pk_field=serializers.UUIDField()
    )

    class Meta:
        model = Asset
        fields = (
            "id",
            "tag",
            "serial",
            "product",
            "status",
            "location",
            "notes",
            "purchase_date",
            "purchase_cost",
            "warranty_months",
            "created_at",
            "updated_at",
            "version",
        )
