"""Policies in the admin, with their closed days on the same page."""

from typing import Any

from django.contrib import admin

from catalog_service.lending import actions
from catalog_service.lending.models import Closed, ClosedDays, Policy
from chassis.admin.listed import ListedAdmin


class ClosedDaysInline(admin.TabularInline):
    """Days on which nobody is there."""

    model = ClosedDays
    extra = 1


@admin.register(Policy)
class PolicyAdmin(ListedAdmin):
    """When and how gear is lent."""

    create_verb = staticmethod(actions.create_policy)
    change_verb = staticmethod(actions.change_policy)
    delete_verb = staticmethod(actions.delete_policy)
    list_word = "closed_days"

    list_display = ("__str__", "opening_hours", "time_zone", "buffer_minutes", "longest_days")
    list_select_related = ("location",)
    search_fields = ("location__name",)
    autocomplete_fields = ("location",)
    inlines = (ClosedDaysInline,)
    fieldsets = (
        (None, {"fields": ("location",)}),
        ("When", {"fields": ("opening_hours", "time_zone")}),
        ("How", {"fields": ("buffer_minutes", "longest_days", "most_loans", "is_prepared")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )

    def item_of(self, line: dict[str, Any]) -> Closed:
        """Return the days of a line."""
        return Closed(line["first_date"], line["last_date"], line["name"])
