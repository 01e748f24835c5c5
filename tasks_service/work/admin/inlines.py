"""What stands below a task in the admin: what it waits for, files, what is said, and time."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.safestring import SafeString

from chassis import markdown
from chassis.files.admin import KeptFileInline
from tasks_service.work.models import Attachment, Blocker, Comment, Person, TimeEntry


class BlockerInline(admin.TabularInline):
    """What has to be finished first; the task's verb refuses circles."""

    model = Blocker
    fk_name = "task"
    extra = 0
    autocomplete_fields = ("blocker",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the tasks along."""
        return super().get_queryset(request).select_related("blocker")


class AttachmentInline(KeptFileInline):
    """The files of a task."""

    model = Attachment


class ByPersonInline(admin.TabularInline):
    """Rows of people, to read: a page of their own writes them."""

    extra = 0
    can_delete = False
    show_change_link = True
    person: str  # the field with the id

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read along who it was."""
        names = Person.objects.known().filter(pk=OuterRef(self.person)).values("name")
        return super().get_queryset(request).annotate(name_of_person=Subquery(names))

    @admin.display(description="who")
    def who(self, row: Any) -> str:
        """Show who it was."""
        return row.name_of_person or str(getattr(row, self.person) or "-")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are added on a page of their own, by their verb."""
        return False


class CommentInline(ByPersonInline):
    """What was said."""

    model = Comment
    person = "author"
    fields = readonly_fields = ("created_at", "who", "said")
    ordering = ("created_at",)

    @admin.display(description="said")
    def said(self, comment: Comment) -> SafeString:
        """Show it as it was meant."""
        return markdown.html(comment.body)


class TimeEntryInline(ByPersonInline):
    """How long people worked on it."""

    model = TimeEntry
    person = "person"
    fields = readonly_fields = ("spent_on", "who", "minutes", "note")
