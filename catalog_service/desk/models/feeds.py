"""Calendars that programs of people subscribe to."""

from chassis.calendars.models import Covers, SecretCalendar
from chassis.history import tracked

__all__ = ["CalendarFeed", "Covers"]


@tracked(exclude=["digest", "last_used_at"])
class CalendarFeed(SecretCalendar):
    """A secret address of bookings."""

    class Meta(SecretCalendar.Meta):
        abstract = False
