"""The base of calendars that programs subscribe to, in the admin: to look at, and to revoke."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin
from chassis.calendars.actions import revoke_feed


class SecretCalendarAdmin(ReadOnlyAdmin, ResourceAdmin):
    """Who reads from elsewhere; what is revoked stays, as who could read matters.

    `owners` is the projection that knows names, and is in the admin itself.
    """

    owners: ClassVar[type[Model]]
    list_display: Any = (
        "name", "who", "covers", "prefix", "created_at", "last_used_at", "revoked_at",
    )  # fmt: skip
    list_filter = ("covers", ("revoked_at", admin.EmptyFieldListFilter))
    search_fields: ClassVar[Any] = ("name", "prefix", "owner")
    actions = ("revoke",)
    exclude = ("digest",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read along who made them."""
        known: Any = self.owners._default_manager
        names = known.known().filter(pk=OuterRef("owner")).values("name")
        return super().get_queryset(request).annotate(owner_name=Subquery(names))

    @admin.display(description="made by", ordering="owner_name")
    def who(self, feed: Any) -> str:
        """Lead to whoever made it."""
        page = f"admin:{self.owners._meta.app_label}_{self.owners._meta.model_name}_change"
        address = reverse(page, args=[feed.owner])
        return format_html('<a href="{}">{}</a>', address, feed.owner_name or feed.owner)

    @admin.action(description="Revoke")
    def revoke(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """Revoke the chosen."""
        self.for_each(request, queryset, revoke_feed, at=now())
