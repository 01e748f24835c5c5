"""Imports in the admin: to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from catalog_service.imports.models import Import


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    """Files and what came of them: read only."""

    list_display = (
        "file_name", "kind", "lines", "created", "updated", "unchanged", "failed", "created_at",
        "job_link",
    )  # fmt: skip
    list_filter = ("kind", "created_at")
    search_fields = ("file_name", "created_by")
    list_select_related = ("job",)

    @admin.display(description="job")
    def job_link(self, row: Import) -> str:
        """Lead to the job."""
        if row.job is None:
            return "-"
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:jobs_job_change", args=[row.job_id]),
            row.job.status,
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Imports are started in the API."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Imports are records."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Imports are records."""
        return False
