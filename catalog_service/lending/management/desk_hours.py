"""When things happen in the demo: while somebody is at the desk, whatever the hour it is made."""

from datetime import datetime, time, timedelta

from django.conf import settings

OPENS, CLOSES = time(9), time(18)
DAY = timedelta(days=1)


def last_open(moment: datetime) -> datetime:
    """Return a moment, or else when the desk closed before it."""
    there = _there(moment)
    if there.time() < OPENS:
        return _at(there - DAY, CLOSES)
    return min(there, _at(there, CLOSES))


def next_open(moment: datetime) -> datetime:
    """Return a moment, or else when the desk opens after it."""
    there = _there(moment)
    if there.time() > CLOSES:
        return _at(there + DAY, OPENS)
    return max(there, _at(there, OPENS))


def span(starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
    """Return from when until when something is reserved: for a day, where a night was meant."""
    begin, end = next_open(starts_at), next_open(ends_at)
    return begin, end if begin < end else _at(begin, CLOSES)


def _there(moment: datetime) -> datetime:
    return moment.astimezone(settings.DESK_TIME_ZONE)


def _at(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, day.tzinfo)
