"""The API of manufacturers."""

from catalog_service.gear import actions
from catalog_service.gear.filters import ManufacturerFilter
from catalog_service.gear.models import Manufacturer
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import ManufacturerSerializer
from chassis.api.views import WholeViewSet


class ManufacturerViewSet(WholeViewSet):
    """Who makes products."""

    queryset = Manufacturer.objects.all()
    serializer_class = ManufacturerSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_manufacturer)
    change_verb = staticmethod(actions.change_manufacturer)
    delete_verb = staticmethod(actions.delete_manufacturer)
    filterset_class = ManufacturerFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name")
    ordering = "name"
