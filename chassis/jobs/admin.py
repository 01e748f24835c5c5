"""Jobs in the admin: to look at."""

from django.contrib import admin

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Background work."""

    list_display = ("name", "status", "done", "total", "owner", "created_at", "finished_at")
    list_filter = ("status", "name")
    search_fields = ("id", "owner", "request_id")
