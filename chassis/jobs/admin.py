"""Jobs in the admin: to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from chassis.jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """Background work: read only."""

    list_display = ("name", "status", "done", "total", "owner", "created_at", "finished_at")
    list_filter = ("status", "name")
    search_fields = ("id", "owner", "request_id")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Jobs are enqueued by verbs alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Jobs are records."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Jobs are records."""
        return False
