"""Whether what begins by the clock begins."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from chassis.jobs.models import Slot
from chassis.jobs.schedules import schedules
from chassis.operations.figures import Figure, Part

GRACE = timedelta(seconds=60)


def read() -> Iterator[Figure]:
    """Yield for each schedule when it was last due, and whether that was missed."""
    slots = Slot.objects.order_by().values_list("schedule")
    newest = dict(slots.annotate(newest=Max("slot")))
    now = timezone.now()
    for name, schedule in sorted(schedules.items()):
        labels, last = {"schedule": name}, newest.get(name)
        if last is None or last < schedule.slot(now - GRACE):
            yield Figure("schedule_overdue", 1, labels, is_red=True)
        if last is not None:
            yield Figure("schedule_age_seconds", (now - last).total_seconds(), labels)


PART = Part(
    name="schedules",
    title="Schedules",
    meanings={
        "schedule_overdue": "It was due and did not begin.",
        "schedule_age_seconds": "How long ago it was last due and began.",
    },
    remedy="Does the background process run? What was missed begins at its next time.",
    read=read,
    empty="nothing begins by the clock here.",
)
