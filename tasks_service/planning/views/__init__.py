"""The API of planning."""

from tasks_service.planning.views.occurrences import OccurrenceViewSet
from tasks_service.planning.views.schedules import ScheduleViewSet

__all__ = ["OccurrenceViewSet", "ScheduleViewSet"]
