"""Counts in the admin: to look at, to close and to print."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import now

from catalog_service.desk import actions
from catalog_service.desk.models import StockTake, StockTakeLine
from chassis.admin.read_only import ReadOnlyAdmin
from chassis.admin.resource import ResourceAdmin, caller


@admin.register(StockTake)
class StockTakeAdmin(ReadOnlyAdmin, ResourceAdmin):
    """What was counted. It begins and is scanned on its page."""

    list_display = (
        "name",
        "location",
        "created_at",
        "closed_at",
        "expected",
        "found",
        "missing_lines",
        "unexpected",
        "unknown",
        "page",
    )
    list_filter = (("closed_at", admin.EmptyFieldListFilter),)
    list_select_related = ("location",)
    search_fields = ("name", "note")
    actions = ("close", "print_lists")

    @admin.display(description="missing")
    def missing_lines(self, take: StockTake) -> str:
        """Lead to what is missing."""
        address = reverse("admin:desk_stocktakeline_changelist")
        query = f"stock_take__id__exact={take.pk}&result__exact=missing"
        return format_html('<a href="{}?{}">{}</a>', address, query, take.missing)

    @admin.display(description="page")
    def page(self, take: StockTake) -> str:
        """Lead to where it is scanned."""
        return format_html('<a href="{}">scan</a>', reverse("stock-take", args=[take.pk]))

    @admin.action(description="Close")
    def close(self, request: HttpRequest, queryset: "QuerySet[StockTake]") -> None:
        """Close the chosen."""
        self.for_each(request, queryset, actions.close_stock_take, at=now())

    @admin.action(description="Print lists")
    def print_lists(self, request: HttpRequest, queryset: "QuerySet[StockTake]") -> None:
        """Have the list of each of the chosen drawn."""
        for take in queryset.order_by("created_at", "id"):
            job = actions.start_list(stocktake=take, by=caller(request))
            address = reverse("admin:jobs_job_change", args=[job.pk])
            told = format_html('A list is being drawn: <a href="{}">here it will be</a>.', address)
            self.message_user(request, told)


@admin.register(StockTakeLine)
class StockTakeLineAdmin(ReadOnlyAdmin):
    """What came of each tag."""

    list_display = ("tag", "asset_link", "result", "found_at", "stock_take")
    list_filter = ("result", "stock_take")
    list_select_related = ("asset", "stock_take")
    search_fields = ("tag",)
    show_full_result_count = False

    @admin.display(description="asset")
    def asset_link(self, line: StockTakeLine) -> str:
        """Lead to the asset."""
        if line.asset_id is None:
            return "-"
        address = reverse("admin:gear_asset_change", args=[line.asset_id])
        return format_html('<a href="{}">{}</a>', address, line.asset)
