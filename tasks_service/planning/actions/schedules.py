"""The verbs of schedules."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import islice, takewhile
from typing import Any

from django.db import transaction

from chassis.auth import Caller
from tasks_service.planning import errors
from tasks_service.planning.actions.pointers import point, point_anew, settle
from tasks_service.planning.models import Basis, NotARule, OccurrenceStatus, Schedule
from tasks_service.work.models import as_kept

FAR = timedelta(days=3653)
MOST_AHEAD = 400  # tasks of a schedule that are there before they are due: a year of days
WHEN = ("rule", "time_zone", "starts_at", "ends_at", "basis")  # with another of these it is anew


@transaction.atomic(savepoint=False)
def create_schedule(*, by: Caller, at: datetime, **details: Any) -> Schedule:
    """Let something come round. What it would have made before now is not made."""
    schedule = Schedule(created_by=by.id, **_as_kept(details))
    _refuse_odd(schedule, at=at)
    _refuse_block(schedule, details, by)
    _refuse_flood(schedule, at=at)
    point(schedule, schedule.comes_round.first(since=at))
    if schedule.next_at is None:
        raise errors.EndsBeforeItBegins(attr="ends_at")
    settle(schedule)
    return schedule


@transaction.atomic(savepoint=False)
def change_schedule(*, schedule: Schedule, by: Caller, at: datetime, **changes: Any) -> Schedule:
    """Change some of a schedule; tasks that are made stay as they are.

    With another rule, start or end, what was skipped or moved from now on is forgotten.
    """
    before = [getattr(schedule, name) for name in WHEN]
    for name, value in _as_kept(changes).items():
        setattr(schedule, name, value)
    _refuse_block(schedule, changes, by)
    if [getattr(schedule, name) for name in WHEN] != before:
        _refuse_odd(schedule, at=at)
        _plan_anew(schedule, at=at)
    if changes.keys() & {"lead_days", *WHEN}:
        _refuse_flood(schedule, at=at)
    settle(schedule)
    return schedule


@transaction.atomic(savepoint=False)
def delete_schedule(*, schedule: Schedule, by: Caller) -> None:
    """Let it come round no more; tasks that are made stay."""
    schedule.delete()


@transaction.atomic(savepoint=False)
def pause_schedule(*, schedule: Schedule, by: Caller) -> Schedule:
    """Let it rest: nothing is made until it goes on."""
    if schedule.is_paused:
        raise errors.AlreadyPaused
    schedule.is_paused = True
    settle(schedule)
    return schedule


@transaction.atomic(savepoint=False)
def resume_schedule(*, schedule: Schedule, by: Caller, at: datetime) -> Schedule:
    """Go on; what would have come round in the pause is not made."""
    if not schedule.is_paused:
        raise errors.NotPaused
    schedule.is_paused = False
    missed = schedule.occurrences.filter(status=OccurrenceStatus.PLANNED, due_at__lt=at)
    missed.update(status=OccurrenceStatus.SKIPPED)
    if schedule.next_at is not None and schedule.next_at < at:
        schedule.next_at = None
    point_anew(schedule, since=at)
    settle(schedule)
    return schedule


def _as_kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a schedule, in the letters in which it is kept."""
    letters: dict[str, Callable[[Any], Any]] = {
        "labels": as_kept,
        "rule": lambda rule: rule.upper().removeprefix("RRULE:"),
    }
    return {
        name: letters[name](value) if name in letters else value for name, value in said.items()
    }


def _refuse_odd(schedule: Schedule, *, at: datetime) -> None:
    if not at - FAR < schedule.starts_at < at + FAR:
        raise errors.TooFarAway(attr="starts_at")
    try:
        schedule.comes_round.check()
    except NotARule as error:
        raise errors.RuleNotUnderstood(str(error), attr="rule") from error


def _refuse_flood(schedule: Schedule, *, at: datetime) -> None:
    first = schedule.comes_round.first(since=at)
    if first is None or schedule.basis == Basis.COMPLETION:
        return
    coming = islice(schedule.comes_round.after(first), MOST_AHEAD)
    ahead = list(takewhile(lambda slot: slot <= at + schedule.lead, coming))
    if len(ahead) == MOST_AHEAD:
        raise errors.TooManyAhead(attr="lead_days")


def _refuse_block(schedule: Schedule, said: Mapping[str, Any], by: Caller) -> None:
    if schedule.asset_id is None and (schedule.blocks_gear or schedule.waits_for_gear):
        raise errors.AboutNoGear(attr="asset_id")
    if schedule.blocks_gear and not by.sees_all and said.keys() & {"blocks_gear", "asset_id"}:
        raise errors.OnlyTheDeskBlocksGear(attr="blocks_gear")


def _plan_anew(schedule: Schedule, *, at: datetime) -> None:
    schedule.occurrences.filter(planned_at__gte=at).exclude(status=OccurrenceStatus.MADE).delete()
    if schedule.is_waiting and schedule.basis == Basis.COMPLETION:
        return
    schedule.is_waiting, schedule.waits_for = False, None
    point(schedule, schedule.comes_round.first(since=at))
