"""The API of kits."""

from catalog_service.gear.permissions import CanKeepGear
from catalog_service.lending import actions
from catalog_service.lending.filters import KitFilter
from catalog_service.lending.models import Kit
from catalog_service.lending.serializers import KitSerializer
from chassis.api.views import WholeViewSet


class KitViewSet(WholeViewSet):
    """What is lent together. A reservation names a kit; its assets are picked when they go out."""

    queryset = Kit.objects.with_parts()
    serializer_class = KitSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_kit)
    change_verb = staticmethod(actions.change_kit)
    delete_verb = staticmethod(actions.delete_kit)
    filterset_class = KitFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name")
    ordering = "name"
