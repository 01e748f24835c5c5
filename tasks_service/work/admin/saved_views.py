"""Saved views in the admin, to look at."""

from django.contrib import admin

from chassis.admin.read_only import ReadOnlyAdmin
from tasks_service.work.models import SavedView


@admin.register(SavedView)
class SavedViewAdmin(ReadOnlyAdmin):
    """What people ask of the list of tasks again and again."""

    list_display = ("name", "owner", "is_shared", "filters", "ordering", "updated_at")
    list_filter = ("is_shared",)
    search_fields = ("name", "owner")
