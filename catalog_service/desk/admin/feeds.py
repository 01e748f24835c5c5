"""Calendars that programs subscribe to, in the admin: to look at, and to revoke."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from catalog_service.desk.models import CalendarFeed
from catalog_service.gear.models import Person
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin
from chassis.calendars.actions import revoke_feed


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin, ResourceAdmin):
    """Who reads bookings from elsewhere; what is revoked stays, as who could read matters."""

    list_display = ("name", "who", "covers", "prefix", "created_at", "last_used_at", "revoked_at")
    list_filter = ("covers", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "prefix")
    actions = ("revoke",)
    exclude = ("digest",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read along who made them."""
        names = Person.objects.known().filter(pk=OuterRef("owner")).values("name")
        return super().get_queryset(request).annotate(owner_name=Subquery(names))

    @admin.display(description="made by", ordering="owner_name")
    def who(self, feed: Any) -> str:
        """Lead to whoever made it."""
        address = reverse("admin:gear_person_change", args=[feed.owner])
        return format_html('<a href="{}">{}</a>', address, feed.owner_name or feed.owner)

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: "QuerySet[CalendarFeed]") -> None:
        """Revoke the chosen."""
        self.for_each(request, queryset, revoke_feed, at=now())
