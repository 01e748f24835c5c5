"""The wire forms of planning."""

from tasks_service.planning.serializers.occurrences import OccurrenceSerializer
from tasks_service.planning.serializers.schedules import (
    ComingSerializer,
    MoveSerializer,
    ScheduleSerializer,
    SkipSerializer,
)

__all__ = [
    "ComingSerializer",
    "MoveSerializer",
    "OccurrenceSerializer",
    "ScheduleSerializer",
    "SkipSerializer",
]
