"""The API of work."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins

from chassis.api.views import CreateMixin, ResourceViewSet, RetrieveMixin, UpdateMixin
from chassis.history.api import HistoryMixin
from tasks_service.work import actions, selectors
from tasks_service.work.filters import TaskFilter
from tasks_service.work.models import Task
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import TaskSerializer


class TaskViewSet(
    CreateMixin,
    RetrieveMixin,
    UpdateMixin,
    mixins.ListModelMixin,
    mixins.DestroyModelMixin,
    HistoryMixin,
    ResourceViewSet,
):
    """What needs doing. Members see the tasks that they made or are assigned to."""

    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    permission_classes = (CanWorkOnTasks,)
    filterset_class = TaskFilter
    search_fields = ("title", "description")
    ordering_fields = ("created_at", "updated_at", "due_at", "title", "priority")

    def get_queryset(self) -> QuerySet[Task]:
        """Return the tasks that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_task(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_task(
            task=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, task: Task) -> None:
        """Call the verb."""
        actions.delete_task(task=task, by=self.request.caller)
