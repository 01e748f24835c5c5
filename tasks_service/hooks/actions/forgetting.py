"""The verbs of the clock: send what is stranded, forget what is old."""

from datetime import datetime, timedelta

from django.db import transaction

from tasks_service.hooks.actions.taking_down import ring_for
from tasks_service.hooks.models import Delivery

STRANDED_FOR = timedelta(minutes=15)
# Longer than events are sent again after Redis was wiped: each is told once.
KEPT_FOR = timedelta(days=30)
AT_ONCE = 200


@transaction.atomic
def send_stranded(*, at: datetime) -> int:
    """Have some sent whose job is no more; return how many."""
    stranded = Delivery.objects.stranded(at=at, for_=STRANDED_FOR).order_by("next_at", "pk")
    rows = stranded.select_for_update(skip_locked=True, no_key=True)[:AT_ONCE]
    for row in rows:
        row.next_at = at
        row.save()
        ring_for(row)
    return len(rows)


@transaction.atomic
def forget_deliveries(*, at: datetime) -> int:
    """Delete some that are over for long; return how many."""
    old = Delivery.objects.filter(next_at=None, created_at__lt=at - KEPT_FOR)
    deleted, _ = Delivery.objects.filter(pk__in=old.order_by("created_at")[:AT_ONCE]).delete()
    return deleted
