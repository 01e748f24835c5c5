"""The API of locations."""

from catalog_service.gear import actions
from catalog_service.gear.filters import LocationFilter
from catalog_service.gear.models import Location
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import LocationSerializer
from chassis.api.views import WholeViewSet


class LocationViewSet(WholeViewSet):
    """Where gear is: sites, rooms, cabinets, each perhaps inside of another."""

    queryset = Location.objects.all()
    serializer_class = LocationSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_location)
    change_verb = staticmethod(actions.change_location)
    delete_verb = staticmethod(actions.delete_location)
    filterset_class = LocationFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name", "path")
    ordering = "path"
