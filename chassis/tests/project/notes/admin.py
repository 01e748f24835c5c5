"""Notes in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chassis.admin.resource import ResourceAdmin
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note


@admin.register(Note)
class NoteAdmin(ResourceAdmin):
    """Notes."""

    create_verb = staticmethod(actions.write_note)
    change_verb = staticmethod(actions.change_note)
    delete_verb = staticmethod(actions.delete_note)
    list_display = ("title", "rank", "due_at")
    actions = ("close",)

    @admin.action(description="Close")
    def close(self, request: HttpRequest, queryset: QuerySet[Note]) -> None:
        """Close the chosen notes."""
        self.for_each(request, queryset, actions.change_note, is_open=False)
