"""The API of ports."""

from catalog_service.gear import actions
from catalog_service.gear.filters import PortFilter
from catalog_service.gear.models import Port
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import PortSerializer
from chassis.api.views import WholeViewSet


class PortViewSet(WholeViewSet):
    """Sorts of connector, told apart by slug and kind."""

    queryset = Port.objects.all()
    serializer_class = PortSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_port)
    change_verb = staticmethod(actions.change_port)
    delete_verb = staticmethod(actions.delete_port)
    filterset_class = PortFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name", "kind")
    ordering = "name"
