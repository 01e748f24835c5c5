"""The pages of teams in the admin."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from accounts_service.people import actions
from accounts_service.people.models import Membership, Team
from chassis.admin.listed import ListedAdmin


class MembershipInline(admin.TabularInline):
    """Who is in the team."""

    model = Membership
    autocomplete_fields = ("person",)
    extra = 1


@admin.register(Team)
class TeamAdmin(ListedAdmin):
    """Teams, with their members on the same page."""

    create_verb = staticmethod(actions.create_team)
    change_verb = staticmethod(actions.change_team)
    delete_verb = staticmethod(actions.delete_team)
    list_word = "member_ids"

    list_display = ("name", "size", "created_at")
    search_fields = ("name",)
    ordering = ("name",)
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("name",)}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        """Count the members in the same query."""
        return super().get_queryset(request).annotate(size=Count("memberships"))

    @admin.display(description="people", ordering="size")
    def size(self, team: Any) -> int:
        """Tell how many are in it."""
        return team.size

    def item_of(self, line: dict[str, Any]) -> UUID:
        """Return who is in the team."""
        found: UUID = line["person"].id
        return found
