"""The wire form of a manufacturer."""

from catalog_service.gear.models import Manufacturer
from chassis.api.serializers import ResourceSerializer


class ManufacturerSerializer(ResourceSerializer):
    """Who makes a product."""

    class Meta:
        model = Manufacturer
        fields = ("id", "name", "slug", "created_at", "updated_at", "version")
