"""The API of manufacturers."""

from typing import Any

from catalog_service.gear import actions
from catalog_service.gear.filters import ManufacturerFilter
from catalog_service.gear.models import Manufacturer
from catalog_service.gear.serializers import ManufacturerSerializer
from catalog_service.gear.views.resources import GearViewSet


class ManufacturerViewSet(GearViewSet):
    """Who makes products."""

    queryset = Manufacturer.objects.all()
    serializer_class = ManufacturerSerializer
    filterset_class = ManufacturerFilter
    search_fields = ("name", "slug")
    ordering_fields = ("created_at", "updated_at", "name")
    ordering = "name"

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_manufacturer(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_manufacturer(
            manufacturer=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, manufacturer: Manufacturer) -> None:
        """Call the verb."""
        actions.delete_manufacturer(manufacturer=manufacturer, by=self.request.caller)
