"""The verbs of calendars that programs subscribe to."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from chassis.auth import Caller
from chassis.calendars import errors
from chassis.calendars.models import Covers, SecretCalendar

USE_IS_NOTED = timedelta(hours=1)
C = TypeVar("C", bound=SecretCalendar)


class Made(NamedTuple):
    """A new calendar, and the one moment in which its secret is known."""

    feed: Any
    secret: str


@transaction.atomic(savepoint=False)
def make_feed(*, calendars: "QuerySet[C]", by: Caller, name: str, covers: str = Covers.OWN) -> Made:
    """Make a calendar of the caller's own, or at the desk of all."""
    if by.person_id is None:
        raise errors.OnlyForPeople
    if covers == Covers.ALL and not by.sees_all:
        raise errors.OnlyTheDeskSeesAll
    secret = f"kc_{secrets.token_urlsafe(32)}"
    words = {"owner": by.person_id, "name": name, "covers": covers}
    feed = calendars.create(prefix=secret[:7], digest=_digest(secret), **words)
    return Made(feed, secret)


@transaction.atomic(savepoint=False)
def revoke_feed(*, calendarfeed: C, by: Caller, at: datetime) -> C:
    """Revoke a calendar; to do it again changes nothing."""
    if calendarfeed.revoked_at is None:
        calendarfeed.revoked_at = at
        calendarfeed.save()
    return calendarfeed


def revoke_feeds(
    *, calendars: "QuerySet[C]", owner: UUID, made_before: datetime, at: datetime
) -> None:
    """Revoke what somebody made before their access ended: another role may see less."""
    made = calendars.filter(owner=owner, created_at__lt=made_before, revoked_at=None)
    made.update(revoked_at=at)


def read_feed(*, calendars: "QuerySet[C]", here: "QuerySet[Any]", secret: str, at: datetime) -> C:
    """Return the calendar that a secret opens, and note that it is used. Raises NoSuchCalendar.

    `here` are the people who are here: of others nothing is shown.
    """
    feed = calendars.filter(digest=_digest(secret), revoked_at=None).first()
    if feed is None or not here.filter(pk=feed.owner).exists():
        raise errors.NoSuchCalendar
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_IS_NOTED)
    calendars.filter(long_ago, pk=feed.pk).update(last_used_at=at)
    return feed


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
