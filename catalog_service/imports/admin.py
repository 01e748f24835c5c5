"""Imports in the admin: to look at."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from catalog_service.imports.models import Import
from chassis.admin.read_only import ReadOnlyAdmin


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Files and what came of them."""

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
