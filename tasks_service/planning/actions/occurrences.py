"""The verbs that make an exception of one time."""

from datetime import datetime, timedelta
from itertools import islice, takewhile

from django.db import transaction

from chassis.auth import Caller
from chassis.defaults import WIRE_DATETIME
from tasks_service.planning import errors, selectors
from tasks_service.planning.actions.pointers import point_anew, settle
from tasks_service.planning.models import Occurrence, OccurrenceStatus, Schedule

AHEAD = 1000  # how many times of the rule are looked through


@transaction.atomic(savepoint=False)
def skip_occurrence(*, schedule: Schedule, by: Caller, planned_at: datetime) -> Schedule:
    """Leave out one time."""
    occurrence = _exception(schedule, planned_at)
    occurrence.status, occurrence.due_at = OccurrenceStatus.SKIPPED, planned_at
    occurrence.save()
    point_anew(schedule, since=planned_at + timedelta.resolution)
    settle(schedule)
    return schedule


@transaction.atomic(savepoint=False)
def move_occurrence(
    *, schedule: Schedule, by: Caller, at: datetime, planned_at: datetime, to: datetime
) -> Schedule:
    """Let one time be due at another moment; to where it was, it is as if nothing had been said."""
    if to <= at:
        raise errors.MovedIntoThePast(attr="to")
    occurrence = _exception(schedule, planned_at)
    occurrence.status, occurrence.due_at = OccurrenceStatus.PLANNED, to
    occurrence.save()
    settle(schedule)
    return schedule


def _exception(schedule: Schedule, planned_at: datetime) -> Occurrence:
    """Return the row of a time that is still to come; it may be new. Raises NotAnOccurrence."""
    found = schedule.occurrences.select_for_update().filter(planned_at=planned_at).first()
    if found is not None and found.status == OccurrenceStatus.MADE:
        raise errors.AlreadyMade
    if found is not None:
        return found
    coming = islice(selectors.slots(schedule), AHEAD)
    if planned_at not in takewhile(lambda slot: slot <= planned_at, coming):
        first = islice(selectors.slots(schedule), 3)
        raise errors.NotAnOccurrence([slot.strftime(WIRE_DATETIME) for slot in first])
    return Occurrence(schedule=schedule, planned_at=planned_at, due_at=planned_at)
