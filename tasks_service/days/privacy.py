"""Whose calendars these are."""

from chassis.privacy import about
from tasks_service.days.models import CalendarFeed

about(
    "calendars-of-tasks",
    CalendarFeed,
    "owner",
    says="Calendars of tasks that they subscribe to.",
    omit=["digest"],
    goes=True,
)
