"""Calendars that programs subscribe to, in the admin: to look at, and to revoke."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin
from chassis.calendars.actions import revoke_feed
from tasks_service.days.models import CalendarFeed


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin, ResourceAdmin):
    """Who reads what is due from elsewhere; what is revoked stays."""

    list_display = ("name", "owner", "covers", "prefix", "created_at", "last_used_at", "revoked_at")
    list_filter = ("covers", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "prefix", "owner")
    actions = ("revoke",)
    exclude = ("digest",)

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: "QuerySet[CalendarFeed]") -> None:
        """Revoke the chosen."""
        self.for_each(request, queryset, revoke_feed, at=now())
