"""What the views of all gear have in common."""

from rest_framework import mixins

from catalog_service.gear.permissions import CanKeepGear
from chassis.api.views import CreateMixin, ResourceViewSet, RetrieveMixin, UpdateMixin
from chassis.history.api import HistoryMixin


class GearViewSet(
    CreateMixin,
    RetrieveMixin,
    UpdateMixin,
    mixins.ListModelMixin,
    mixins.DestroyModelMixin,
    HistoryMixin,
    ResourceViewSet,
):
    """A resource that whoever may read the catalog sees whole."""

    permission_classes = (CanKeepGear,)
