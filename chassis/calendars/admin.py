"""The base of calendars that programs subscribe to, in the admin: to look at, and to revoke."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin
from chassis.calendars.actions import revoke_feed


class SecretCalendarAdmin(ReadOnlyAdmin, ResourceAdmin):
    """Who reads from elsewhere; what is revoked stays, as who could read matters."""

    list_display: Any = (
        "name", "owner", "covers", "prefix", "created_at", "last_used_at", "revoked_at",
    )  # fmt: skip
    list_filter = ("covers", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields: ClassVar[Any] = ("name", "prefix", "owner")
    actions = ("revoke",)
    exclude = ("digest",)

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Revoke the chosen."""
        self.for_each(request, queryset, revoke_feed, at=now())
