"""Files on the page of their owner in the admin: to look at, to add, to take away."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chassis.files.models import KeptFile
from chassis.files.serializers import FILE, THUMBNAIL


def preview(row: KeptFile) -> SafeString:
    """Return a link to a file: its name, or of a picture the small one."""
    if row.is_picture:
        return small_picture(row.pk, row.name)
    return format_html('<a href="{}">{}</a>', reverse(FILE, args=[row.pk]), row.name)


def small_picture(pk: UUID, words: str) -> SafeString:
    """Return a picture in small, which leads to the whole one."""
    addresses = [reverse(view, args=[pk]) for view in (FILE, THUMBNAIL)]
    return format_html('<a href="{}"><img src="{}" alt="{}" height="60"></a>', *addresses, words)


class KeptFileInline(admin.TabularInline):
    """The files of a row, to look at. They are added and deleted by the API, whose verb checks."""

    extra = 0
    fields: ClassVar[tuple[str, ...]] = (
        "preview",
        "name",
        "media_type",
        "size",
        "created_by",
        "created_at",
    )
    readonly_fields: ClassVar[tuple[str, ...]] = fields
    can_delete = False
    ordering = ("created_at",)

    @admin.display(description="")
    def preview(self, row: KeptFile) -> SafeString:
        """Show it."""
        return preview(row)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Files come by the verb, which looks at them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file never changes."""
        return False
