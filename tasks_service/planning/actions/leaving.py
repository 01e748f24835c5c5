"""The verbs for when somebody leaves: what comes round goes to another."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from tasks_service.planning.actions.schedules import change_schedule
from tasks_service.planning.models import Schedule
from tasks_service.work.actions import refuse_absent

AT_ONCE = 200


@transaction.atomic
def hand_over_schedules(*, person: UUID, to: UUID | None, by: Caller, at: datetime) -> list[UUID]:
    """Let some of the tasks that come round for somebody come round for another, or for nobody."""
    refuse_absent(to, instead_of=person)
    own = Schedule.objects.filter(assignee=person).select_for_update(no_key=True)
    rows = own.order_by("pk")[:AT_ONCE]
    return [change_schedule(schedule=row, by=by, at=at, assignee=to).pk for row in rows]


@transaction.atomic
def give_back_schedules(
    *, ids: Sequence[UUID], person: UUID, now_of: UUID | None, by: Caller, at: datetime
) -> list[UUID]:
    """Give schedules that were handed over back, as far as nobody gave them to others since."""
    same = Schedule.objects.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")
    rows = [row for row in same if row.assignee == now_of]
    return [change_schedule(schedule=row, by=by, at=at, assignee=person).pk for row in rows]
