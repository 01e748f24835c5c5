"""What a caller may see of the plans, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from django.db.models import QuerySet

from chassis.auth import Caller
from tasks_service.planning.models import Basis, Occurrence, OccurrenceStatus, Schedule


@dataclass(frozen=True)
class Coming:
    """A time that a schedule comes round."""

    planned_at: datetime
    due_at: datetime
    status: str


def schedules_for(caller: Caller) -> QuerySet[Schedule]:
    """Return the schedules that exist for a caller: the desk sees all, others see their own."""
    if caller.sees_all:
        return Schedule.objects.all()
    person = caller.person_id
    return Schedule.objects.of(person) if person else Schedule.objects.none()


def occurrences_for(caller: Caller) -> QuerySet[Occurrence]:
    """Return what came of the schedules that exist for a caller."""
    if caller.sees_all:
        return Occurrence.objects.all()
    own = schedules_for(caller).order_by().values("pk")
    return Occurrence.objects.filter(schedule__in=own)


def slots(schedule: Schedule) -> Iterator[datetime]:
    """Go through the times of the rule that are still to come, until the schedule ends."""
    if schedule.next_at is None:
        return iter(())
    return takewhile(lambda slot: not schedule.is_over(slot), _endless(schedule, schedule.next_at))


def upcoming(schedule: Schedule, count: int) -> Sequence[Coming]:
    """Return the next times that a schedule comes round, those that were skipped among them."""
    changed = {row.planned_at: row for row in _changed(schedule)}
    coming = [_coming(slot, changed.pop(slot, None)) for slot in islice(slots(schedule), count)]
    coming += [_coming(slot, row) for slot, row in changed.items() if _is_planned(row)]
    return sorted(coming, key=lambda each: each.due_at)[:count]


def _endless(schedule: Schedule, first: datetime) -> Iterator[datetime]:
    yield first
    if schedule.basis == Basis.PLANNED:
        yield from schedule.comes_round.after(first)


def _changed(schedule: Schedule) -> QuerySet[Occurrence]:
    return schedule.occurrences.exclude(status=OccurrenceStatus.MADE)


def _is_planned(row: Occurrence) -> bool:
    return row.status == OccurrenceStatus.PLANNED


def _coming(slot: datetime, row: Occurrence | None) -> Coming:
    if row is None:
        return Coming(slot, slot, OccurrenceStatus.PLANNED)
    return Coming(slot, row.due_at, row.status)
