"""Write the register of ended access, and forget what matters no more."""

from datetime import datetime, timedelta
from math import floor

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from chassis.auth import register
from chassis.auth.models import Ended, NotBefore

# Whoever is given something while access ends, by a clock or in a transaction of their own, is not
# given it for longer.
MARGIN = timedelta(seconds=1)

_END_PERSON = """
    INSERT INTO kitroom_auth_notbefore (sub, not_before, changed_at)
    VALUES (%s, %s, clock_timestamp())
    ON CONFLICT (sub) DO UPDATE
    SET not_before = greatest(kitroom_auth_notbefore.not_before, excluded.not_before),
        changed_at = excluded.changed_at
"""
_END_THING = """
    INSERT INTO kitroom_auth_ended (name, until, changed_at) VALUES (%s, %s, clock_timestamp())
    ON CONFLICT (name) DO UPDATE
    SET until = greatest(kitroom_auth_ended.until, excluded.until),
        changed_at = excluded.changed_at
"""


def from_now_on() -> datetime:
    """Return the second from which on something given counts again, by the later of two clocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [by_database] = cursor.fetchone()
    latest = max(by_database, timezone.now()) + MARGIN
    return datetime.fromtimestamp(floor(latest.timestamp()) + 1, tz=latest.tzinfo)


def end_person(sub: str, not_before: datetime) -> None:
    """Refuse what somebody was given before a moment."""
    _write(_END_PERSON, sub, not_before)


def end_thing(name: str, until: datetime) -> None:
    """Refuse one token or session until it would have ended by itself."""
    _write(_END_THING, name, until)


def _write(statement: str, name: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [name, at])
    transaction.on_commit(register.forget)


def forget_ended(at: datetime) -> int:
    """Delete what no token and no session can come up against any more; return how many."""
    longest = max(timedelta(seconds=settings.SESSION_COOKIE_AGE), register.FIRST)
    people, _ = NotBefore.objects.filter(not_before__lt=at - longest).delete()
    things, _ = Ended.objects.filter(until__lt=at - register.FIRST).delete()
    return people + things
