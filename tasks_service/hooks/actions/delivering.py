"""The verbs of a delivery: try it, note what came of it, and try again later."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from chassis.auth import Caller
from tasks_service.hooks import clients, errors
from tasks_service.hooks.actions import putting_off
from tasks_service.hooks.actions.taking_down import ring_for
from tasks_service.hooks.clients import Outcome
from tasks_service.hooks.models import Delivery, DeliveryStatus, Off

# After each failed try: all in all a day and a half.
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=18),
)
UNEVEN = timedelta(seconds=2)  # between the clocks of two machines
GONE = 410
SWITCHED_OFF = Outcome(problem="webhook_is_off")


def deliver(*, delivery: UUID, hold: Callable[[], None]) -> str:
    """Try to send what waits, if it is due; return how it stands then.

    No transaction is open during the call. Whoever dies in it is followed by another try, as nobody
    knows whether it had arrived: the other side drops what has an id that it knows.
    """
    with transaction.atomic():
        row = _begin(delivery, at=now())
    if row is None:
        return "not_due"
    outcome = clients.send(row, at=now()) if row.webhook.is_active else SWITCHED_OFF
    with transaction.atomic():
        hold()
        return _note(row, outcome, at=now()).status


@transaction.atomic(savepoint=False)
def redeliver(*, delivery: Delivery, by: Caller, at: datetime) -> Delivery:
    """Send it again, the same event, with all its tries."""
    if delivery.status == DeliveryStatus.WAITING:
        raise errors.StillOnItsWay
    if not delivery.webhook.is_active:
        raise errors.WebhookIsOff
    delivery.status, delivery.tries, delivery.next_at = DeliveryStatus.WAITING, 0, at
    delivery.save()
    ring_for(delivery)
    return delivery


def _begin(pk: UUID, *, at: datetime) -> Delivery | None:
    """Count a try before it is made, and keep others off it for as long as it may take."""
    waiting = Delivery.objects.waiting().filter(pk=pk, next_at__lte=at + UNEVEN)
    rows = waiting.select_related("webhook").select_for_update(of=("self",), no_key=True)
    row = rows.first()
    if row is not None:
        row.tries, row.tried_at = row.tries + 1, at
        row.next_at = at + timedelta(seconds=clients.SECONDS)
        row.save()
    return row


def _note(row: Delivery, outcome: Outcome, *, at: datetime) -> Delivery:
    """Write down what came of a try: first about the webhook, then about the delivery."""
    if outcome.is_taken:
        putting_off.is_well(row.webhook)
    elif outcome.answered == GONE:
        putting_off.put_off(row.webhook, Off.GONE)
    elif outcome != SWITCHED_OFF:
        putting_off.is_unwell(row.webhook, at=at)
    again = not outcome.is_taken and row.tries <= len(PAUSES) and outcome != SWITCHED_OFF
    row.answered, row.answer, row.problem = outcome
    row.next_at = at + _uneven(PAUSES[row.tries - 1]) if again else None
    if not again:
        row.status = DeliveryStatus.DELIVERED if outcome.is_taken else DeliveryStatus.FAILED
    row.save()
    if again:
        ring_for(row)
    return row


def _uneven(pause: timedelta) -> timedelta:
    return pause * random.uniform(0.8, 1.2)  # noqa: S311  (so that not all come at once)
