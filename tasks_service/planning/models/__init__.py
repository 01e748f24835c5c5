"""What comes round, when, and what came of it."""

from tasks_service.planning.models.occurrences import Occurrence, OccurrenceStatus
from tasks_service.planning.models.parts import NotARule
from tasks_service.planning.models.rules import Rule
from tasks_service.planning.models.schedules import (
    MOST_LEAD_DAYS,
    Basis,
    Schedule,
    ScheduleQuerySet,
)

__all__ = [
    "MOST_LEAD_DAYS",
    "Basis",
    "NotARule",
    "Occurrence",
    "OccurrenceStatus",
    "Rule",
    "Schedule",
    "ScheduleQuerySet",
]
