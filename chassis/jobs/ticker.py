"""Begins what is due. A time slot is a row: two tickers cannot begin it twice."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from chassis.auth import Caller
from chassis.jobs import actions
from chassis.jobs.models import Slot
from chassis.jobs.schedules import Schedule, schedules
from chassis.observability import context, log


class Ticker:
    """Enqueues what is due. It asks the database for the time: clocks of machines differ."""

    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}

    def tick(self) -> int:
        """Take the newest slot of each schedule if it is free, and return how many jobs began."""
        now = _now()
        due = [each for each in schedules.values() if self._seen.get(each.name) != each.slot(now)]
        begun = sum(_begin(each, each.slot(now)) for each in due)
        self._seen |= {each.name: each.slot(now) for each in due}
        return begun


@transaction.atomic
def _begin(each: Schedule, slot: datetime) -> bool:
    """Write the slot and its job together, or neither. A schedule's first slot is only noted."""
    is_known = Slot.objects.filter(schedule=each.name).exists()
    row, is_ours = Slot.objects.get_or_create(schedule=each.name, slot=slot)
    if not (is_known and is_ours):
        return False
    context.begin(context.accept_or_mint(""), schedule=each.name)
    row.job = actions.enqueue(each.name, by=Caller(id=settings.SERVICE, kind="service"))
    row.save(update_fields=["job"])
    log.info("schedule_began", slot=slot.isoformat())
    return True


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
