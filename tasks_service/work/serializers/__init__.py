"""The wire forms of work."""

from tasks_service.work.serializers.attachments import AttachmentSerializer
from tasks_service.work.serializers.comments import CommentSerializer
from tasks_service.work.serializers.saved_views import SavedViewSerializer
from tasks_service.work.serializers.tasks import (
    AssetNowSerializer,
    AssetSerializer,
    AssigneeSerializer,
    ItemSerializer,
    PlaceSerializer,
    PriorityField,
    TaskSerializer,
    TickSerializer,
    WatcherSerializer,
)
from tasks_service.work.serializers.time_entries import TimeEntrySerializer, TimerSerializer

__all__ = [
    "AssetNowSerializer",
    "AssetSerializer",
    "AssigneeSerializer",
    "AttachmentSerializer",
    "CommentSerializer",
    "ItemSerializer",
    "PlaceSerializer",
    "PriorityField",
    "SavedViewSerializer",
    "TaskSerializer",
    "TickSerializer",
    "TimeEntrySerializer",
    "TimerSerializer",
    "WatcherSerializer",
]
