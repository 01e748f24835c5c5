"""The pages of work in the admin; they write through the verbs."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.timezone import now

from chassis.admin.resource import ResourceAdmin
from chassis.projections.admin import ProjectionAdmin
from tasks_service.work import actions
from tasks_service.work.models import Asset, Person, Task


class OverdueFilter(admin.SimpleListFilter):
    """Show only what should have been done by now."""

    title = "overdue"
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Offer one choice."""
        return [("yes", "Yes")]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Task]:
        """Keep the overdue."""
        overdue: QuerySet[Task] = queryset.overdue(at=now()) if self.value() else queryset
        return overdue


@admin.register(Task)
class TaskAdmin(ResourceAdmin):
    """The desk's list of what needs doing."""

    create_verb = staticmethod(actions.create_task)
    change_verb = staticmethod(actions.change_task)
    delete_verb = staticmethod(actions.delete_task)

    list_display = ("title", "status", "priority", "due_at", "is_on_time", "who", "what")
    list_filter = ("status", "priority", OverdueFilter, "due_at")
    search_fields = ("title", "description", "assignee", "asset_id")
    date_hierarchy = "created_at"
    actions = ("mark_done", "reopen")
    fieldsets = (
        (None, {"fields": ("title", "description")}),
        ("Progress", {"fields": ("status", "priority", "due_at")}),
        ("Who and what", {"fields": ("assignee", "asset_id", "created_by")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )
    readonly_fields = ("created_by", "created_at", "updated_at", "version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        """Return the tasks, each with what is known of its assignee and its asset."""
        names = Person.objects.known().filter(id=OuterRef("assignee")).values("name")
        tags = Asset.objects.known().filter(id=OuterRef("asset_id")).values("tag")
        tasks = super().get_queryset(request)
        return tasks.annotate(who=Subquery(names), what=Subquery(tags))

    @admin.display(description="assigned to", ordering="who")
    def who(self, task: Any) -> str:
        """Show who does it."""
        return task.who or str(task.assignee or "-")

    @admin.display(description="about", ordering="what")
    def what(self, task: Any) -> str:
        """Show what it is about."""
        return task.what or str(task.asset_id or "-")

    @admin.display(boolean=True, description="on time", ordering="due_at")
    def is_on_time(self, task: Task) -> bool | None:
        """Tell whether the task is within its time, if that still matters."""
        matters = task.due_at is not None and not task.is_finished
        return not task.is_overdue(at=now()) if matters else None

    @admin.action(description="Mark as done")
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Tick the chosen tasks."""
        self.for_each(request, queryset, actions.change_task, completed=True)

    @admin.action(description="Open again")
    def reopen(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Untick the chosen tasks."""
        self.for_each(request, queryset, actions.change_task, completed=False)


@admin.register(Person)
class PersonAdmin(ProjectionAdmin):
    """Whom tasks know."""

    list_display = ("name", "is_active", "id", "version", "applied_at", "gone_at")
    search_fields = ("name", "id")


@admin.register(Asset)
class AssetAdmin(ProjectionAdmin):
    """What gear tasks know."""

    list_display = ("tag", "title", "id", "version", "applied_at", "gone_at")
    search_fields = ("tag", "title", "id")
