"""Jobs in the admin: to find, to look inside, to try again, to cancel."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from chassis.admin.links import to_result, to_trace
from chassis.admin.operators import may_operate
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import caller
from chassis.admin.steered import SteeredAdmin
from chassis.jobs import actions
from chassis.jobs.models import Job, Slot


@admin.register(Job)
class JobAdmin(SteeredAdmin):
    """Background work."""

    list_display = (
        "name", "status", "priority", "tries", "done", "total", "owner", "worker", "created_at",
        "finished_at",
    )  # fmt: skip
    list_filter = ("status", "priority", "name", "created_at")
    search_fields = ("id", "key", "owner", "request_id")
    actions = ("retry", "cancel")
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

    @admin.display(description="request")
    def request(self, job: Job) -> str:
        """Link to the way of the request that it came from."""
        return to_trace(job.request_id)

    @admin.display(description="result file")
    def file(self, job: Job) -> str:
        """Lead to the file that it left."""
        return to_result(job)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the id alone to whom the way of the request is not open."""
        if may_operate(request):
            return self.fieldsets
        return [
            (title, {"fields": ["request_id" if name == "request" else name for name in names]})
            for title, names in ((title, words["fields"]) for title, words in self.fieldsets)
        ]

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Nobody types in a record, but whoever may change jobs may steer them."""
        user: Any = request.user
        return user.has_perm("jobs.change_job")

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
