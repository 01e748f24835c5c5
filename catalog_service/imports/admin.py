"""Imports in the admin: to look at."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from catalog_service.imports.models import Import
from chassis.admin.links import to_result
from chassis.admin.read_only import ReadOnlyAdmin


@admin.register(Import)
class ImportAdmin(ReadOnlyAdmin):
    """Files and what came of them."""

    list_display = (
        "file_name",
        "kind",
        "dry_run",
        "lines",
        "created",
        "updated",
        "unchanged",
        "failed",
        "created_at",
        "job_link",
    )
    list_filter = ("kind", "dry_run", "created_at")
    search_fields = ("file_name", "created_by")
    list_select_related = ("job",)
    exclude = ("file", "found", "options")
    readonly_fields = ("written", "told", "columns", "notices", "report")

    @admin.display(description="written as")
    def written(self, row: Import) -> str:
        """Say how the file is written."""
        names = ("format", "encoding", "delimiter", "line_ends", "date_style", "decimal")
        found = ((name.replace("_", " "), row.found.get(name)) for name in names)
        return ", ".join(f"{name}: {value}" for name, value in found if value)

    @admin.display(description="told by the sender")
    def told(self, row: Import) -> str:
        """Say what the sender told."""
        return ", ".join(f"{name}: {value}" for name, value in row.options.items()) or "-"

    @admin.display(description="columns")
    def columns(self, row: Import) -> str:
        """Say which field each column is, and why others are left out."""
        columns = row.found.get("columns", [])
        lines = ((c["column"] or "(no name)", c["field"] or c["reason"]) for c in columns)
        return format_html_join(mark_safe("<br>"), "{} → {}", lines) or "-"

    @admin.display(description="to look at")
    def notices(self, row: Import) -> str:
        """Say what was guessed."""
        return " ".join(notice["detail"] for notice in row.found.get("notices", [])) or "-"

    @admin.display(description="report")
    def report(self, row: Import) -> str:
        """Lead to every issue, as CSV."""
        return to_result(row.job)

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
