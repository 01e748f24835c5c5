"""Kits in the admin, with their parts on the same page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join

from catalog_service.lending import actions
from catalog_service.lending.models import Kit, KitPart, Part
from chassis.admin.listed import ListedAdmin


class PartInline(admin.TabularInline):
    """The parts of a kit: one at least."""

    model = KitPart
    autocomplete_fields = ("product",)
    extra, min_num = 2, 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Return the parts, which want one."""
        return super().get_formset(request, obj, **{"validate_min": True, **kwargs})

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the products along."""
        return super().get_queryset(request).select_related("product")


@admin.register(Kit)
class KitAdmin(ListedAdmin):
    """What is lent together."""

    create_verb = staticmethod(actions.create_kit)
    change_verb = staticmethod(actions.change_kit)
    delete_verb = staticmethod(actions.delete_kit)
    list_word = "parts"

    list_display = ("name", "slug", "what")
    search_fields = ("name", "slug")
    inlines = (PartInline,)
    fields = ("name", "slug", "notes", "created_at", "updated_at", "version")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the parts along."""
        kits: Any = super().get_queryset(request)
        return kits.with_parts()

    def item_of(self, line: dict[str, Any]) -> Part:
        """Return how many of which product are in it."""
        return Part(line["product"], line["count"])

    @admin.display(description="parts")
    def what(self, kit: Kit) -> str:
        """Lead to the products."""
        parts = (
            (reverse("admin:gear_product_change", args=[part.product_id]), str(part))
            for part in kit.parts.all()
        )
        return format_html_join(", ", '<a href="{}">{}</a>', parts)
