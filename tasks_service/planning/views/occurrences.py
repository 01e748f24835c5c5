"""The API of occurrences."""

from django.db.models import QuerySet

from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.history.api import HistoryMixin
from tasks_service.planning import selectors
from tasks_service.planning.filters import OccurrenceFilter
from tasks_service.planning.models import Occurrence
from tasks_service.planning.permissions import CanPlan
from tasks_service.planning.serializers import OccurrenceSerializer


class OccurrenceViewSet(RetrieveMixin, ListMixin, HistoryMixin, ResourceViewSet):
    """What came of the times that schedules came round, and what somebody has skipped or moved."""

    queryset = Occurrence.objects.none()
    serializer_class = OccurrenceSerializer
    permission_classes = (CanPlan,)
    filterset_class = OccurrenceFilter
    ordering_fields = ("created_at", "updated_at", "due_at", "planned_at")

    def get_queryset(self) -> QuerySet[Occurrence]:
        """Return the occurrences that exist for the caller."""
        return selectors.occurrences_for(self.request.caller)
