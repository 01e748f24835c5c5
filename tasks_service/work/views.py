"""The API of work."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.bulk import BulkMixin
from chassis.api.views import WholeViewSet
from chassis.projections.feeds import offer
from tasks_service.work import actions, clients, selectors
from tasks_service.work.events import TaskChanged
from tasks_service.work.filters import TaskFilter
from tasks_service.work.models import Task
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import AssetNowSerializer, TaskSerializer


class TaskViewSet(BulkMixin, WholeViewSet):
    """What needs doing. Members see the tasks that they made or are assigned to."""

    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.create_task)
    change_verb = staticmethod(actions.change_task)
    delete_verb = staticmethod(actions.delete_task)
    filterset_class = TaskFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "due_at", "title", "priority")

    def get_queryset(self) -> QuerySet[Task]:
        """Return the tasks that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(responses=AssetNowSerializer)
    @action(detail=True)
    def asset(self, request: Request, pk: str) -> Response:
        """Read what the task is about, as the catalog shows it now, or as it was last heard of."""
        return Response(AssetNowSerializer(clients.asset_of(self.get_object())).data)


offer("tasks", Task.objects.all(), fact=TaskChanged.of)
