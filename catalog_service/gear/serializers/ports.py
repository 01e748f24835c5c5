"""The wire form of a port."""

from catalog_service.gear.models import Port
from chassis.api.serializers import ResourceSerializer


class PortSerializer(ResourceSerializer):
    """A sort of connector: USB-C."""

    class Meta:
        model = Port
        fields = ("id", "name", "slug", "kind", "created_at", "updated_at", "version")
