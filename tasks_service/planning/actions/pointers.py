"""Where a schedule is: when it comes round next, and when its next task is made."""

from datetime import datetime

from django.db.models import Min

from tasks_service.planning.models import OccurrenceStatus, Schedule


def point(schedule: Schedule, slot: datetime | None) -> None:
    """Let a schedule come round next at a moment, or no more."""
    schedule.next_at = None if schedule.is_over(slot) else slot


def point_anew(schedule: Schedule, *, since: datetime) -> None:
    """Let a schedule come round by its rule again, if it knows of no time and waits for nothing."""
    if schedule.next_at is None and not schedule.is_waiting:
        point(schedule, schedule.comes_round.first(since=since))


def settle(schedule: Schedule) -> None:
    """Write when the next task is made: of the rule, or of what was moved."""
    schedule.make_at = None if schedule.is_paused else _make_at(schedule)
    schedule.save()


def _make_at(schedule: Schedule) -> datetime | None:
    planned = schedule.occurrences.filter(status=OccurrenceStatus.PLANNED)
    moved = planned.aggregate(first=Min("due_at"))["first"]
    due = [each for each in (schedule.next_at, moved) if each is not None]
    return min(due) - schedule.lead if due else None
