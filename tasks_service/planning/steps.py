"""What flows may ask of planning."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.auth import Caller
from chassis.sagas import step, undo
from tasks_service.planning import actions
from tasks_service.work import errors


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """For whom it comes round from now on, instead of whom."""

    person: UUID
    to: UUID | None


@dataclass(frozen=True, kw_only=True)
class Given:
    """Which schedules went from whom to whom."""

    person: UUID
    to: UUID | None
    schedules: list[UUID]


@step("planning.hand_over", refuses=[errors.NotHere])
def hand_over(asked: Leaving, *, by: Caller, at: datetime) -> Given:
    """Hand some of what comes round for somebody over; asked until there is none, it does all."""
    schedules = actions.hand_over_schedules(person=asked.person, to=asked.to, by=by, at=at)
    return Given(person=asked.person, to=asked.to, schedules=schedules)


@undo("planning.hand_over")
def give_back(made: Given, *, by: Caller, at: datetime) -> None:
    """Give back what nobody gave to others since."""
    actions.give_back_schedules(
        ids=made.schedules, person=made.person, now_of=made.to, by=by, at=at
    )
