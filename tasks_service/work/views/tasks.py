"""The API of tasks."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from chassis.api.bulk import BulkMixin
from chassis.api.etags import etag
from chassis.api.views import WholeViewSet
from chassis.projections.feeds import offer
from tasks_service.work import actions, clients, selectors
from tasks_service.work.events import TaskChanged
from tasks_service.work.filters import TaskFilter
from tasks_service.work.models import Task
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import (
    AssetNowSerializer,
    PlaceSerializer,
    TaskSerializer,
    TickSerializer,
    TimeEntrySerializer,
    TimerSerializer,
    WatcherSerializer,
)
from tasks_service.work.views.looking import LookingMixin


class TaskViewSet(LookingMixin, BulkMixin, WholeViewSet):
    """What needs doing. Members see the tasks that they made or are assigned to.

    What is done or cancelled is only opened again (409 `move_not_allowed`); what waits for other
    tasks neither begins nor is done (409 `blocked`); its author cancels and deletes it, and the
    desk.
    """

    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.create_task)
    change_verb = staticmethod(actions.change_task)
    delete_verb = staticmethod(actions.delete_task)
    filterset_class = TaskFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "due_at", "title", "priority", "rank")
    ordering_total = {"rank": ("status", "rank")}

    def get_queryset(self) -> QuerySet[Task]:
        """Return the tasks that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(responses=AssetNowSerializer)
    @action(detail=True)
    def asset(self, request: Request, pk: str) -> Response:
        """Read what the task is about, as the catalog shows it now, or as it was last heard of."""
        return Response(AssetNowSerializer(clients.asset_of(self.get_object())).data)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        """Begin, or go on after a pause."""
        return self._after(actions.start_task)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        """Let it rest."""
        return self._after(actions.hold_task)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        """Be done with it."""
        return self._after(actions.complete_task)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Say that nobody has to do it any more."""
        return self._after(actions.cancel_task)

    @extend_schema(request=None, responses=TaskSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Open what was finished, or begun."""
        return self._after(actions.reopen_task)

    @extend_schema(responses=TaskSerializer)
    @action(detail=True, methods=["post"], serializer_class=PlaceSerializer)
    def move(self, request: Request, pk: str) -> Response:
        """Put it elsewhere on the board: before or after another task of its column, or last.

        A column is a status: `status` moves it there first. `ordering=rank` is the board's order.
        """
        task = self.get_object()
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._told(
            actions.place_task(task=task, by=self.request.caller, **form.validated_data)
        )

    @extend_schema(responses=TaskSerializer)
    @action(detail=True, methods=["post"], serializer_class=TickSerializer)
    def tick(self, request: Request, pk: str) -> Response:
        """Tick an item of the checklist, or untick it."""
        task = self.get_object()
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        return self._told(
            actions.tick_item(task=task, by=self.request.caller, **form.validated_data)
        )

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def watch(self, request: Request, pk: str) -> Response:
        """Be told of what is said about it."""
        actions.watch_task(task=self.get_object(), by=self.request.caller)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def unwatch(self, request: Request, pk: str) -> Response:
        """Be told no more, unless you wrote it down or do it."""
        actions.unwatch_task(task=self.get_object(), by=self.request.caller)
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        """Remind whoever does it, or wrote it down: at most once an hour."""
        actions.remind_now(task=self.get_object(), by=self.request.caller, at=now())
        return Response(status=204)

    @extend_schema(request=None, responses=TimerSerializer)
    @action(detail=True, methods=["post"], url_path="start-timer")
    def start_timer(self, request: Any, pk: str) -> Response:
        """Take your time from now on: what ran for another task is noted. Twice is as once."""
        timer = actions.start_timer(task=self.get_object(), by=request.caller, at=now())
        return Response(TimerSerializer(timer).data)

    @extend_schema(request=None, responses={201: TimeEntrySerializer})
    @action(detail=True, methods=["post"], url_path="stop-timer")
    def stop_timer(self, request: Any, pk: str) -> Response:
        """Note the time since you started, in begun minutes, on the day of the start."""
        entry = actions.stop_timer(task=self.get_object(), by=request.caller, at=now())
        place = reverse("time-entry-detail", [entry.pk])
        headers = {"Location": place, "ETag": etag(entry)}
        return Response(TimeEntrySerializer(entry).data, 201, headers=headers)

    @extend_schema(responses=WatcherSerializer(many=True))
    @action(detail=True, pagination_class=None, filter_backends=())
    def watchers(self, request: Request, pk: str) -> Response:
        """Read who watches it."""
        rows = self.get_object().watchers.order_by("person")
        return Response(WatcherSerializer(rows, many=True).data)

    def _after(self, verb: Any) -> Response:
        return self._told(verb(task=self.get_object(), by=self.request.caller))

    def _told(self, task: Task) -> Response:
        """Answer with a task as it is now."""
        task = self.get_queryset().get(pk=task.pk)
        return Response(TaskSerializer(task).data, headers={"ETag": etag(task)})


offer("tasks", Task.objects.all(), fact=TaskChanged.of)
