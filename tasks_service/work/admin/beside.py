"""What is said about tasks, and the time that they take, in the admin: written by their verbs."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.timezone import now

from chassis.admin.resource import ResourceAdmin
from tasks_service.work import actions
from tasks_service.work.models import Comment, TimeEntry


class BesideAdmin(ResourceAdmin):
    """Rows that stay with their task."""

    list_select_related = ("task",)
    autocomplete_fields = ("task",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Leave it with its task."""
        shown = super().get_readonly_fields(request, obj)
        return (*shown, "task") if obj else shown

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, as the verb's keywords."""
        words = super().words(form, change=change)
        task = words.pop("task", None)
        return {**words, "task_id": task.pk} if task else words


@admin.register(Comment)
class CommentAdmin(BesideAdmin):
    """What people say; who writes here says it themselves, and who is named is told."""

    create_verb = staticmethod(actions.write_comment)
    change_verb = staticmethod(actions.change_comment)
    delete_verb = staticmethod(actions.delete_comment)

    list_display = ("__str__", "task", "author", "created_at")
    search_fields = ("body", "task__title", "author")
    date_hierarchy = "created_at"
    fields = ("task", "body", "author")
    readonly_fields = ("author",)


@admin.register(TimeEntry)
class TimeEntryAdmin(BesideAdmin):
    """How long people worked; without a person it is one's own time."""

    create_verb = staticmethod(actions.log_time)
    change_verb = staticmethod(actions.change_time)
    delete_verb = staticmethod(actions.delete_time)

    list_display = ("spent_on", "person", "minutes", "task", "note")
    list_filter = ("spent_on",)
    search_fields = ("note", "task__title", "person")
    fields = ("task", "person", "spent_on", "minutes", "note")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Let whoever worked be left out."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "person" and field:
            field.required = False
        return field

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, and when."""
        return {**super().words(form, change=change), "at": now()}
