"""Jobs in the admin: to find, to look inside, to try again, to cancel."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from chassis.admin.links import to_result
from chassis.admin.on_page import PageActions
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import caller
from chassis.admin.traced import TracedAdmin
from chassis.jobs import actions
from chassis.jobs.models import OVER, Job, Slot, Status


@admin.register(Job)
class JobAdmin(PageActions, TracedAdmin):
    """Background work."""

    list_display = (
        "name", "status", "priority", "tries", "done", "total", "owner", "worker", "created_at",
        "finished_at",
    )  # fmt: skip
    list_filter = ("status", "priority", "name", "created_at")
    search_fields = ("id", "key", "owner", "request_id")
    actions = page_actions = ("retry", "cancel")
    fieldsets: ClassVar = (
        (None, {"fields": ("name", "parameters", "priority", "key")}),
        ("How it is", {"fields": ("status", "done", "total", "result", "file", "error")}),
        (
            "Who works on it",
            {"fields": ("tries", "worker", "lease_until", "fence", "run_after", "state")},
        ),
        ("Where it came from", {"fields": ("owner", "request", "origin")}),
        ("When", {"fields": ("created_at", "rung_at", "started_at", "finished_at", "updated_at")}),
    )

    def offered(self, row: Job) -> Sequence[str]:
        """What ended badly is tried again; what is not over is cancelled."""
        if row.status == Status.SUCCEEDED:
            return ()
        return ("retry",) if row.status in OVER else ("cancel",)

    @admin.display(description="result file")
    def file(self, job: Job) -> str:
        """Lead to the file that it left."""
        return to_result(job)

    @admin.action(description="Try again", permissions=["steer"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Let the chosen jobs wait again, those that ended badly."""
        self.each(request, queryset, lambda job: actions.retry(job=job, by=caller(request)))

    @admin.action(description="Cancel", permissions=["steer"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Cancel the chosen jobs, those that are not over."""
        now = timezone.now()
        self.each(
            request, queryset, lambda job: actions.cancel(job=job, by=caller(request), at=now)
        )


@admin.register(Slot)
class SlotAdmin(ReadOnlyAdmin):
    """What began by the clock."""

    list_display = ("schedule", "slot", "job")
    list_filter = ("schedule", "slot")
    list_select_related = ("job",)
