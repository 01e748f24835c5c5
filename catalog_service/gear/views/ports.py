"""The API of ports."""

from typing import Any

from catalog_service.gear import actions
from catalog_service.gear.filters import PortFilter
from catalog_service.gear.models import Port
from catalog_service.gear.serializers import PortSerializer
from catalog_service.gear.views.resources import GearViewSet


class PortViewSet(GearViewSet):
    """Sorts of connector, told apart by slug and kind."""

    queryset = Port.objects.all()
    serializer_class = PortSerializer
    filterset_class = PortFilter
    search_fields = ("name", "slug", "kind")
    ordering_fields = ("created_at", "updated_at", "name", "kind")
    ordering = "name"

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_port(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_port(
            port=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, port: Port) -> None:
        """Call the verb."""
        actions.delete_port(port=port, by=self.request.caller)
