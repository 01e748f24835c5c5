"""The API of work."""

from tasks_service.work.views.attachments import AttachmentViewSet
from tasks_service.work.views.comments import CommentViewSet
from tasks_service.work.views.saved_views import SavedViewViewSet
from tasks_service.work.views.tasks import TaskViewSet
from tasks_service.work.views.time_entries import TimeEntryViewSet

__all__ = [
    "AttachmentViewSet",
    "CommentViewSet",
    "SavedViewViewSet",
    "TaskViewSet",
    "TimeEntryViewSet",
]
