"""Attachments in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from catalog_service.attachments import actions
from catalog_service.attachments.models import Attachment
from chassis.admin.resource import ResourceAdmin
from chassis.files.admin import preview

OWNERS = ("asset", "product", "kit", "loan")


@admin.register(Attachment)
class AttachmentAdmin(ResourceAdmin):
    """Files of gear and loans: to add, to look at, to take away."""

    create_verb = staticmethod(actions.attach)
    delete_verb = staticmethod(actions.delete_attachment)

    list_display = ("shown", "name", "media_type", "size", *OWNERS, "moment", "created_at")
    list_filter = ("media_type", "moment")
    list_select_related = OWNERS
    search_fields = ("name", "asset__tag", "product__title")
    autocomplete_fields = OWNERS
    fields = ("file", *OWNERS, "moment")
    actions = ("show_for_product",)

    @admin.display(description="")
    def shown(self, row: Attachment) -> SafeString:
        """Show it."""
        return preview(row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A file never changes."""
        return False

    @admin.action(description="Make it the product's image", permissions=["add"])
    def show_for_product(self, request: HttpRequest, queryset: "QuerySet[Attachment]") -> None:
        """Let the chosen stand for their products."""
        self.for_each(request, queryset, actions.make_image)
