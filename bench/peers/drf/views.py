"""The API of tasks."""

from typing import Any

from django.db.models import Q, QuerySet
from rest_framework.viewsets import ModelViewSet

from bench.peers.drf.models import Task
from bench.peers.drf.serializers import TaskSerializer


class TaskViewSet(ModelViewSet):
    """The tasks that the caller made or is assigned to."""

    serializer_class = TaskSerializer

    def get_queryset(self) -> QuerySet[Task]:
        """Return the caller's own."""
        me = self.request.user.id
        return Task.objects.filter(Q(created_by=me) | Q(assignee=me))

    def perform_create(self, serializer: Any) -> None:
        """Keep who made it."""
        serializer.save(created_by=self.request.user.id)

    def perform_update(self, serializer: Any) -> None:
        """Count the change."""
        serializer.save(version=serializer.instance.version + 1)
