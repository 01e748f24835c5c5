"""The wire forms of work."""

from tasks_service.work.serializers.comments import CommentSerializer
from tasks_service.work.serializers.tasks import (
    AssetNowSerializer,
    TaskSerializer,
    TickSerializer,
)

__all__ = ["AssetNowSerializer", "CommentSerializer", "TaskSerializer", "TickSerializer"]
