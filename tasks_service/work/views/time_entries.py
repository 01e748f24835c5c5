"""The API of time entries."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from chassis.api.views import WholeViewSet
from tasks_service.work import actions, selectors
from tasks_service.work.filters import TimeEntryFilter
from tasks_service.work.models import TimeEntry
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import TimeEntrySerializer, TimerSerializer


class TimeEntryViewSet(WholeViewSet):
    """How long people worked on tasks. Members note their own time, the desk anybody's.

    An entry says on which day, and how long; not from when to when. So several of one person and
    day stand beside each other, and nobody adds them up to more than a day.
    """

    queryset = TimeEntry.objects.none()
    serializer_class = TimeEntrySerializer
    permission_classes = (CanWorkOnTasks,)
    delete_verb = staticmethod(actions.delete_time)
    filterset_class = TimeEntryFilter
    ordering_fields = ("created_at", "updated_at", "spent_on")

    def get_queryset(self) -> QuerySet[TimeEntry]:
        """Return the time spent on the tasks that exist for the caller."""
        return selectors.time_entries_for(self.request.caller)

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        words = form.validated_data
        form.instance = actions.log_time(by=self.request.caller, at=now(), **words)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_time(
            timeentry=form.instance, by=self.request.caller, at=now(), **form.validated_data
        )

    @extend_schema(responses=TimerSerializer(many=True))
    @action(detail=False, pagination_class=None, filter_backends=())
    def running(self, request: Any) -> Response:
        """Read your timer: one that runs, or none."""
        return Response(TimerSerializer(selectors.timers_for(request.caller), many=True).data)
