"""The API of time entries."""

from django.db.models import QuerySet

from chassis.api.views import WholeViewSet
from tasks_service.work import actions, selectors
from tasks_service.work.filters import TimeEntryFilter
from tasks_service.work.models import TimeEntry
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import TimeEntrySerializer


class TimeEntryViewSet(WholeViewSet):
    """How long people worked on tasks. Members note their own time, the desk anybody's."""

    queryset = TimeEntry.objects.none()
    serializer_class = TimeEntrySerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.log_time)
    change_verb = staticmethod(actions.change_time)
    delete_verb = staticmethod(actions.delete_time)
    filterset_class = TimeEntryFilter
    ordering_fields = ("created_at", "updated_at", "spent_on")

    def get_queryset(self) -> QuerySet[TimeEntry]:
        """Return the time spent on the tasks that exist for the caller."""
        return selectors.time_entries_for(self.request.caller)
