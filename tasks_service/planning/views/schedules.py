"""The API of schedules."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.etags import etag
from chassis.api.views import WholeViewSet
from tasks_service.planning import actions, selectors
from tasks_service.planning.filters import ScheduleFilter
from tasks_service.planning.models import Schedule
from tasks_service.planning.permissions import CanPlan
from tasks_service.planning.serializers import (
    ComingSerializer,
    MoveSerializer,
    ScheduleSerializer,
    SkipSerializer,
)

SHOWN = 20


class ScheduleViewSet(WholeViewSet):
    """Tasks that come round again: by a rule, or some time after the last one was finished.

    A task is made once for each time, `lead_days` before it is due. What is finished stays so: the
    next one is new. Members see the schedules that they made or whose tasks they do.
    """

    queryset = Schedule.objects.none()
    serializer_class = ScheduleSerializer
    permission_classes = (CanPlan,)
    delete_verb = staticmethod(actions.delete_schedule)
    filterset_class = ScheduleFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "title")

    def get_queryset(self) -> QuerySet[Schedule]:
        """Return the schedules that exist for the caller."""
        return selectors.schedules_for(self.request.caller)

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        words = form.validated_data
        form.instance = actions.create_schedule(by=self.request.caller, at=now(), **words)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_schedule(
            schedule=form.instance, by=self.request.caller, at=now(), **form.validated_data
        )

    @extend_schema(responses=ComingSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=())
    def upcoming(self, request: Request, pk: str) -> Response:
        """Read the next 20 times, those that were skipped or moved among them."""
        coming = selectors.upcoming(self.get_object(), SHOWN)
        return Response(ComingSerializer(coming, many=True).data)

    @extend_schema(responses=ScheduleSerializer)
    @action(detail=True, methods=["post"], serializer_class=SkipSerializer)
    def skip(self, request: Request, pk: str) -> Response:
        """Leave out one time that is still to come."""
        return self._after(actions.skip_occurrence)

    @extend_schema(responses=ScheduleSerializer)
    @action(detail=True, methods=["post"], serializer_class=MoveSerializer)
    def move(self, request: Request, pk: str) -> Response:
        """Let one time be due at another moment; the others stay where they are."""
        return self._after(actions.move_occurrence, at=now())

    @extend_schema(request=None, responses=ScheduleSerializer)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, pk: str) -> Response:
        """Let it rest: nothing is made until it goes on."""
        return self._told(
            actions.pause_schedule(schedule=self.get_object(), by=self.request.caller)
        )

    @extend_schema(request=None, responses=ScheduleSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        """Go on; what would have come round in the pause is not made."""
        words = {"by": self.request.caller, "at": now()}
        return self._told(actions.resume_schedule(schedule=self.get_object(), **words))

    def _after(self, verb: Any, **words: Any) -> Response:
        schedule = self.get_object()
        form = self.get_serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        words = {**words, **form.validated_data}
        return self._told(verb(schedule=schedule, by=self.request.caller, **words))

    def _told(self, schedule: Schedule) -> Response:
        body = ScheduleSerializer(schedule).data
        return Response(body, headers={"ETag": etag(schedule)})
