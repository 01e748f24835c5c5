"""The API of status labels."""

from catalog_service.gear import actions
from catalog_service.gear.filters import StatusLabelFilter
from catalog_service.gear.models import StatusLabel
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import StatusLabelSerializer
from chassis.api.views import WholeViewSet


class StatusLabelViewSet(WholeViewSet):
    """What a team calls the states of its assets."""

    queryset = StatusLabel.objects.all()
    serializer_class = StatusLabelSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_status_label)
    change_verb = staticmethod(actions.change_status_label)
    delete_verb = staticmethod(actions.delete_status_label)
    filterset_class = StatusLabelFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name", "status")
    ordering = "name"
