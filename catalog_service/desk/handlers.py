"""What the desk does about other services' events: calendars end with their owner's access."""

from catalog_service.desk.models import CalendarFeed
from chassis.calendars.ending import end_with_access

on_access_ended = end_with_access(CalendarFeed)
