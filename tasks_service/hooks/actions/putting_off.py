"""How webhooks are: who takes nothing for long, or has nobody left, is told nothing more."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from tasks_service.hooks.models import Off, Webhook
from tasks_service.telling.actions import tell
from tasks_service.telling.models import Kind

PATIENCE = timedelta(days=3)
WHY = {
    Off.FAILED: "For three days it has taken nothing.",
    Off.GONE: "It answered that it is gone (410).",
    Off.LEFT: "Whoever made it has left.",
}


def is_well(webhook: Webhook) -> None:
    """Note that it took something."""
    Webhook.objects.filter(pk=webhook.pk).exclude(failing_since=None).update(failing_since=None)


def is_unwell(webhook: Webhook, *, at: datetime) -> None:
    """Note that it did not, and switch it off where that goes on for days."""
    rows = Webhook.objects.filter(pk=webhook.pk)
    if not rows.filter(failing_since=None).update(failing_since=at):
        for failing in rows.on().filter(failing_since__lte=at - PATIENCE):
            put_off(failing, Off.FAILED)


def put_off(webhook: Webhook, why: Off) -> None:
    """Tell it nothing more, and let whoever made it know, once."""
    on, owner = Webhook.objects.on().filter(pk=webhook.pk), Caller(id=webhook.created_by).person_id
    if on.update(is_active=False, off_because=why):
        people = [owner] if owner else []
        clock = Caller(id=settings.SERVICE, kind="service")
        tell(
            people=people,
            kind=Kind.WEBHOOK_OFF,
            by=clock,
            title=webhook.name,
            about=webhook.pk,
            text=WHY[why],
        )


@transaction.atomic(savepoint=False)
def put_off_those_of(*, person: UUID) -> int:
    """Switch off the webhooks of somebody who has left; return how many."""
    return (
        Webhook.objects.on()
        .filter(created_by=str(person))
        .update(is_active=False, off_because=Off.LEFT)
    )
