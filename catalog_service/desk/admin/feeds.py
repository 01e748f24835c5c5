"""Calendars that programs subscribe to, in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from catalog_service.desk.models import CalendarFeed
from catalog_service.gear.models import Person
from chassis.calendars.admin import SecretCalendarAdmin


@admin.register(CalendarFeed)
class CalendarFeedAdmin(SecretCalendarAdmin):
    """Who reads bookings from elsewhere."""

    list_display: Any = ("name", "who", *SecretCalendarAdmin.list_display[2:])
    search_fields: ClassVar[Any] = ("name", "prefix")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read along who made them."""
        names = Person.objects.known().filter(pk=OuterRef("owner")).values("name")
        return super().get_queryset(request).annotate(owner_name=Subquery(names))

    @admin.display(description="made by", ordering="owner_name")
    def who(self, feed: Any) -> str:
        """Lead to whoever made it."""
        address = reverse("admin:gear_person_change", args=[feed.owner])
        return format_html('<a href="{}">{}</a>', address, feed.owner_name or feed.owner)
