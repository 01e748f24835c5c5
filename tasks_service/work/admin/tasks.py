"""Tasks in the admin, with what is said about them on the same page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.timezone import now

from chassis import markdown
from chassis.admin.listed import ListedAdmin
from tasks_service.work import actions
from tasks_service.work.admin.inlines import (
    AttachmentInline,
    BlockerInline,
    CommentInline,
    TimeEntryInline,
)
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


class ChecklistField(forms.Field):
    """A checklist as lines: `[x] done`, `[ ] not yet`."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> str:
        """Return the lines; of a task that is not there yet there are none."""
        if isinstance(value, str):
            return value
        items = value or []
        return "\n".join(f"[{'x' if item['is_done'] else ' '}] {item['text']}" for item in items)

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        """Return the items of the lines."""
        lines = (line.strip() for line in (value or "").splitlines())
        return [_item(line) for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the items, not the lines."""
        return bool(self.to_python(data) != (initial or []))


def _item(line: str) -> dict[str, Any]:
    mark, text = line[:3].lower(), line[3:].strip()
    if mark in {"[x]", "[ ]"} and text:
        return {"text": text[:200], "is_done": mark == "[x]"}
    return {"text": line[:200], "is_done": False}


@admin.register(Task)
class TaskAdmin(ListedAdmin):
    """The desk's list of what needs doing."""

    create_verb = staticmethod(actions.create_task)
    change_verb = staticmethod(actions.change_task)
    delete_verb = staticmethod(actions.delete_task)
    list_word = "blocked_by"

    list_display = ("title", "status", "kind", "priority", "due_at", "is_on_time", "who", "what")
    list_filter = ("status", "kind", "priority", OverdueFilter, "due_at", "finished_at")
    search_fields = ("title", "description", "assignee", "asset_id")
    date_hierarchy = "created_at"
    actions = ("start", "hold", "mark_done", "reopen", "cancel")
    inlines = (BlockerInline, AttachmentInline, CommentInline, TimeEntryInline)
    fieldsets = (
        (None, {"fields": ("title", "description", "shown", "kind", "labels", "checklist")}),
        ("Progress", {"fields": ("status", "priority", "due_at", "finished_at")}),
        ("Who and what", {"fields": ("assignee", "team", "asset_id", "created_by")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )
    readonly_fields = ("shown", "finished_at", "created_by", "created_at", "updated_at", "version")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Ask for a checklist in lines, and for labels with commas between."""
        if db_field.name == "checklist":
            return ChecklistField(required=False, help_text="One a line: [x] done, [ ] not yet.")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def item_of(self, line: dict[str, Any]) -> UUID:
        """Return what it waits for."""
        blocker: Task = line["blocker"]
        return blocker.pk

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        """Return the tasks, each with what is known of its assignee and its asset."""
        names = Person.objects.known().filter(id=OuterRef("assignee")).values("name")
        tags = Asset.objects.known().filter(id=OuterRef("asset_id")).values("tag")
        tasks = super().get_queryset(request)
        return tasks.annotate(who=Subquery(names), what=Subquery(tags))

    @admin.display(description="as shown")
    def shown(self, task: Task) -> SafeString | str:
        """Show the description as it is meant."""
        return markdown.html(task.description) if task.description else "-"

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

    @admin.action(description="Begin")
    def start(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Begin the chosen tasks."""
        self.for_each(request, queryset, actions.start_task)

    @admin.action(description="Let rest")
    def hold(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Put the chosen tasks on hold."""
        self.for_each(request, queryset, actions.hold_task)

    @admin.action(description="Mark as done")
    def mark_done(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Tick the chosen tasks."""
        self.for_each(request, queryset, actions.complete_task)

    @admin.action(description="Open again")
    def reopen(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Untick the chosen tasks."""
        self.for_each(request, queryset, actions.change_task, completed=False)

    @admin.action(description="Cancel")
    def cancel(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        """Cancel the chosen tasks."""
        self.for_each(request, queryset, actions.cancel_task)
