"""Calendars that programs subscribe to, in the admin."""

from django.contrib import admin

from catalog_service.desk.models import CalendarFeed
from catalog_service.gear.models import Person
from chassis.calendars.admin import SecretCalendarAdmin


@admin.register(CalendarFeed)
class CalendarFeedAdmin(SecretCalendarAdmin):
    """Who reads bookings from elsewhere."""

    owners = Person
