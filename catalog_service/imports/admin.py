"""Imports in the admin: to look at, and to take back."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from catalog_service.imports import actions
from catalog_service.imports.models import Import
from chassis.admin.links import to_result
from chassis.admin.resource import caller
from chassis.admin.steered import SteeredAdmin
from chassis.jobs.models import Job


@admin.register(Import)
class ImportAdmin(SteeredAdmin):
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
        "lent",
        "created_at",
        "job_link",
        "undo_link",
    )
    actions = ("undo",)
    list_filter = ("kind", "dry_run", "created_at")
    search_fields = ("file_name", "created_by")
    list_select_related = ("job", "undo_job")
    exclude = ("file", "found", "options")
    readonly_fields = ("written", "told", "columns", "notices", "report", "undo_report")

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
        return _to_job(row.job)

    @admin.display(description="undo")
    def undo_link(self, row: Import) -> str:
        """Lead to the job that takes it back."""
        return _to_job(row.undo_job)

    @admin.display(description="left as it is")
    def undo_report(self, row: Import) -> str:
        """Lead to what was left when it was taken back, as CSV."""
        return to_result(row.undo_job)

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Nobody types in a record, but whoever may change imports may take them back."""
        user: Any = request.user
        return user.has_perm("imports.change_import")

    @admin.action(description="Undo", permissions=["steer"])
    def undo(self, request: HttpRequest, queryset: "QuerySet[Import]") -> None:
        """Take the chosen imports back, each by a job."""
        by = caller(request)
        self.each(request, queryset, lambda row: actions.start_undo(row=row, by=by))


def _to_job(job: Job | None) -> str:
    if job is None:
        return "-"
    address = reverse("admin:jobs_job_change", args=[job.id])
    return format_html('<a href="{}">{}</a>', address, job.status)
