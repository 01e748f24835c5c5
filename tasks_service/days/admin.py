"""Calendars that programs subscribe to, in the admin."""

from django.contrib import admin

from chassis.calendars.admin import SecretCalendarAdmin
from tasks_service.days.models import CalendarFeed
from tasks_service.work.models import Person


@admin.register(CalendarFeed)
class CalendarFeedAdmin(SecretCalendarAdmin):
    """Who reads what is due from elsewhere."""

    owners = Person
