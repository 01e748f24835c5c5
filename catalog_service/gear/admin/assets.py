"""Assets in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from catalog_service.gear import actions, selectors
from catalog_service.gear.admin import links
from catalog_service.gear.models import Asset, Status
from chassis.admin.resource import ResourceAdmin, caller


@admin.register(Asset)
class AssetAdmin(ResourceAdmin):
    """The things themselves."""

    create_verb = staticmethod(actions.create_asset)
    change_verb = staticmethod(actions.change_asset)
    delete_verb = staticmethod(actions.delete_asset)

    list_display = (
        "tag",
        "product_link",
        "serial",
        "status",
        "status_label",
        "condition",
        "location",
        "open_tasks",
    )
    list_filter = ("status", "status_label", "condition", "product__category")
    list_select_related = ("product", "location", "status_label")
    search_fields = ("tag", "serial", "product__title", "location__path")
    autocomplete_fields = ("product", "status_label", "location", "home_location")
    actions = ("mark_available", "mark_in_repair", "mark_lost", "print_labels")
    fieldsets = (
        (None, {"fields": ("tag", "product", "serial")}),
        (
            "Now",
            {
                "fields": (
                    "status",
                    "status_label",
                    "condition",
                    "location",
                    "home_location",
                    "notes",
                )
            },
        ),
        ("Purchase", {"fields": ("purchase_date", "purchase_cost", "warranty_months")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count along what needs doing."""
        return super().get_queryset(request).annotate(task_count=selectors.open_task_count())

    @admin.display(description="open tasks", ordering="task_count")
    def open_tasks(self, asset: Any) -> str:
        """Lead to what needs doing, as far as the catalog has heard."""
        return links.rows(asset.task_count, "task", asset_id=asset.pk)

    @admin.display(description="product", ordering="product__title")
    def product_link(self, asset: Asset) -> str:
        """Lead to the product."""
        address = reverse("admin:gear_product_change", args=[asset.product_id])
        return format_html('<a href="{}">{}</a>', address, asset.product)

    @admin.action(description="Mark as available")
    def mark_available(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Put the chosen back on the shelf."""
        self.for_each(request, queryset, self.change_verb, status=Status.AVAILABLE)

    @admin.action(description="Mark as in repair")
    def mark_in_repair(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Send the chosen to repair."""
        self.for_each(request, queryset, self.change_verb, status=Status.IN_REPAIR)

    @admin.action(description="Mark as lost")
    def mark_lost(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Give up the chosen."""
        self.for_each(request, queryset, self.change_verb, status=Status.LOST)

    @admin.action(description="Print labels (QR, A4 with 21)")
    def print_labels(self, request: HttpRequest, queryset: "QuerySet[Asset]") -> None:
        """Have labels of the chosen drawn, by their tags; the API knows other sheets and codes."""
        chosen = list(queryset.order_by("tag").values_list("pk", flat=True))
        job = actions.start_labels(
            by=caller(request), assets=chosen, sheet="a4-21", code="qr", skip=0
        )
        address = reverse("admin:jobs_job_change", args=[job.pk])
        told = format_html('Labels are being drawn: <a href="{}">here they will be</a>.', address)
        self.message_user(request, told)
