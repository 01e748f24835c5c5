"""What days do about other services' events: calendars end with their owner's access."""

from chassis.calendars.ending import end_with_access
from tasks_service.days.models import CalendarFeed

on_access_ended = end_with_access(CalendarFeed)
