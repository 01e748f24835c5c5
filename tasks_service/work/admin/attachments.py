"""Attachments in the admin."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from chassis.admin.resource import ResourceAdmin
from chassis.files.admin import preview
from tasks_service.work import actions
from tasks_service.work.models import Attachment


@admin.register(Attachment)
class AttachmentAdmin(ResourceAdmin):
    """Files of tasks: to add, to look at, to take away."""

    create_verb = staticmethod(actions.attach)
    delete_verb = staticmethod(actions.delete_attachment)

    list_display = ("shown", "name", "media_type", "size", "task", "created_at")
    list_filter = ("media_type",)
    list_select_related = ("task",)
    search_fields = ("name", "task__title")
    autocomplete_fields = ("task",)
    fields = ("file", "task")

    @admin.display(description="")
    def shown(self, row: Attachment) -> SafeString:
        """Show it."""
        return preview(row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file never changes."""
        return False

    def words(self, form: ModelForm, *, change: bool) -> dict[str, Any]:
        """Return what the form says, as the verb's keywords."""
        words = super().words(form, change=change)
        return {"file": words["file"], "task_id": words["task"].pk}
