"""The API of work."""

from tasks_service.work.views.comments import CommentViewSet
from tasks_service.work.views.tasks import TaskViewSet

__all__ = ["CommentViewSet", "TaskViewSet"]
