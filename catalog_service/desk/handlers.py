"""What the desk does about other services' events."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import now

from catalog_service.desk.models import CalendarFeed
from chassis.calendars import actions
from chassis.events import Envelope, handler


@dataclass(frozen=True, kw_only=True)
class AccessEndedSeen:
    """From when on what somebody is given counts again."""

    person_id: UUID
    not_before: datetime


@handler("accounts.access_ended.v1", name="desk.on_access_ended")
def on_access_ended(ended: AccessEndedSeen, about: Envelope) -> None:
    """Revoke the calendars that they made before."""
    table, since = CalendarFeed.objects.all(), ended.not_before
    actions.revoke_feeds(calendars=table, owner=ended.person_id, made_before=since, at=now())
