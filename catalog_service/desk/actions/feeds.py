"""The verbs of calendars that programs subscribe to."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from catalog_service.desk import errors
from catalog_service.desk.models import CalendarFeed, Covers
from catalog_service.gear.models import Person
from chassis.auth import Caller

USE_IS_NOTED = timedelta(hours=1)


class Made(NamedTuple):
    """A new calendar, and the one moment in which its secret is known."""

    feed: CalendarFeed
    secret: str


@transaction.atomic(savepoint=False)
def make_feed(*, by: Caller, name: str, covers: str = Covers.OWN) -> Made:
    """Make a calendar of the caller's own bookings, or at the desk of all."""
    if by.person_id is None:
        raise errors.OnlyForPeople
    if covers == Covers.ALL and not by.sees_all:
        raise errors.OnlyTheDeskSeesAll
    secret = f"kc_{secrets.token_urlsafe(32)}"
    feed = CalendarFeed.objects.create(
        owner=by.person_id, name=name, covers=covers, prefix=secret[:7], digest=_digest(secret)
    )
    return Made(feed, secret)


@transaction.atomic(savepoint=False)
def revoke_feed(*, calendarfeed: CalendarFeed, by: Caller, at: datetime) -> CalendarFeed:
    """Revoke a calendar; to do it again changes nothing."""
    if calendarfeed.revoked_at is None:
        calendarfeed.revoked_at = at
        calendarfeed.save()
    return calendarfeed


def revoke_feeds(*, owner: UUID, made_before: datetime, at: datetime) -> None:
    """Revoke what somebody made before their access ended: another role may see less."""
    made = CalendarFeed.objects.filter(owner=owner, created_at__lt=made_before)
    made.filter(revoked_at=None).update(revoked_at=at)


def read_feed(*, secret: str, at: datetime) -> CalendarFeed:
    """Return the calendar that a secret opens, and note that it is used. Raises NoSuchCalendar."""
    feed = CalendarFeed.objects.filter(digest=_digest(secret), revoked_at=None).first()
    here = Person.objects.known().filter(is_active=True)
    if feed is None or not here.filter(pk=feed.owner).exists():
        raise errors.NoSuchCalendar
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=at - USE_IS_NOTED)
    CalendarFeed.objects.filter(long_ago, pk=feed.pk).update(last_used_at=at)
    return feed


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
