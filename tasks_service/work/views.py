"""The API of work."""

from django.db.models import QuerySet

from chassis.api.views import WholeViewSet
from chassis.projections.feeds import offer
from tasks_service.work import actions, selectors
from tasks_service.work.events import TaskChanged
from tasks_service.work.filters import TaskFilter
from tasks_service.work.models import Task
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import TaskSerializer


class TaskViewSet(WholeViewSet):
    """What needs doing. Members see the tasks that they made or are assigned to."""

    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.create_task)
    change_verb = staticmethod(actions.change_task)
    delete_verb = staticmethod(actions.delete_task)
    filterset_class = TaskFilter
    search_fields = ("title", "description")
    ordering_fields = ("created_at", "updated_at", "due_at", "title", "priority")

    def get_queryset(self) -> QuerySet[Task]:
        """Return the tasks that exist for the caller."""
        return selectors.visible_to(self.request.caller)


offer("tasks", Task.objects.all(), fact=TaskChanged.of)
