"""Calendars end with the access of whoever made them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import now

from chassis.calendars.actions import revoke_feeds
from chassis.calendars.models import SecretCalendar
from chassis.events import Envelope, handler


@dataclass(frozen=True, kw_only=True)
class AccessEndedSeen:
    """From when on what somebody is given counts again."""

    person_id: UUID
    not_before: datetime


def end_with_access(
    calendars: type[SecretCalendar],
) -> Callable[[AccessEndedSeen, Envelope | None], None]:
    """Let a table's calendars end when accounts tells that the access of their owner has."""

    @handler("accounts.access_ended.v1", name=f"{calendars._meta.app_label}.on_access_ended")
    def on_access_ended(ended: AccessEndedSeen, about: Envelope | None) -> None:
        """Revoke the calendars that they made before."""
        table, since = calendars._default_manager.all(), ended.not_before
        revoke_feeds(calendars=table, owner=ended.person_id, made_before=since, at=now())

    return on_access_ended
