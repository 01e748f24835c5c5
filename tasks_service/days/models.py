"""Calendars that programs of people subscribe to."""

from chassis.calendars.models import SecretCalendar
from chassis.history import tracked


@tracked(exclude=["digest", "last_used_at"])
class CalendarFeed(SecretCalendar):
    """A secret address of what is due."""

    class Meta(SecretCalendar.Meta):
        abstract = False
