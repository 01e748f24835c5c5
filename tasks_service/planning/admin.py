"""The pages of planning in the admin; they write through the verbs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin
from tasks_service.planning import actions
from tasks_service.planning.models import Occurrence, Schedule
from tasks_service.work.admin import ChecklistField


@admin.register(Schedule)
class ScheduleAdmin(ResourceAdmin):
    """What comes round again."""

    create_verb = staticmethod(actions.create_schedule)
    change_verb = staticmethod(actions.change_schedule)
    delete_verb = staticmethod(actions.delete_schedule)

    list_display = ("title", "rule", "basis", "next_at", "is_paused", "what_came")
    list_filter = ("basis", "is_paused", "kind", "priority", "next_at")
    search_fields = ("title", "description", "assignee", "asset_id")
    actions = ("pause", "resume")
    fieldsets = (
        (None, {"fields": ("title", "description", "kind", "priority", "labels", "checklist")}),
        ("Who and what", {"fields": ("assignee", "asset_id", "created_by")}),
        ("When", {"fields": ("rule", "time_zone", "starts_at", "ends_at", "basis", "lead_days")}),
        ("Gear", {"fields": ("blocks_gear", "waits_for_gear")}),
        ("How it stands", {"fields": ("is_paused", "next_at", "waits_for", "what_came")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )
    readonly_fields = ("is_paused", "next_at", "waits_for", "what_came", "created_by")

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, and when."""
        return {**super().words(form, change=change), "at": now()}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Ask for a checklist in lines."""
        if db_field.name == "checklist":
            return ChecklistField(required=False, help_text="One a line.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="occurrences")
    def what_came(self, schedule: Schedule) -> str:
        """Lead to what came of it."""
        address = reverse("admin:planning_occurrence_changelist")
        return format_html('<a href="{}?schedule__id={}">Show</a>', address, schedule.pk)

    @admin.action(description="Pause")
    def pause(self, request: HttpRequest, queryset: QuerySet[Schedule]) -> None:
        """Let the chosen rest."""
        self.for_each(request, queryset, actions.pause_schedule)

    @admin.action(description="Go on")
    def resume(self, request: HttpRequest, queryset: QuerySet[Schedule]) -> None:
        """Let the chosen go on."""
        self.for_each(request, queryset, actions.resume_schedule, at=now())


@admin.register(Occurrence)
class OccurrenceAdmin(ReadOnlyAdmin):
    """What came of the times that schedules came round."""

    list_display = ("due_at", "planned_at", "schedule", "status", "task")
    list_filter = ("status", "due_at")
    list_select_related = ("schedule", "task")
    search_fields = ("schedule__title",)
    date_hierarchy = "due_at"

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Let a schedule lead here."""
        return lookup == "schedule__id" or super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]
