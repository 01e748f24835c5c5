"""Products in the admin, with their ports on the same page."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignKey, JSONField, QuerySet
from django.http import HttpRequest

from catalog_service.gear import actions
from catalog_service.gear.admin import links
from catalog_service.gear.admin.objects import ObjectField
from catalog_service.gear.models import Port, PortCount, Product, ProductPort
from chassis.admin.listed import ListedAdmin


class PortInline(admin.TabularInline):
    """The ports of a product."""

    model = ProductPort
    extra = 1

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Read the ports along."""
        return super().get_queryset(request).select_related("port")

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Read the choice of ports once for a page, not once for each line."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        page = vars(request)
        if "port_choices" not in page:
            page["port_choices"] = [(port.pk, str(port)) for port in Port.objects.all()]
        field.choices = [("", "---------"), *page["port_choices"]]
        return field


@admin.register(Product)
class ProductAdmin(ListedAdmin):
    """Makes and models."""

    create_verb = staticmethod(actions.create_product)
    change_verb = staticmethod(actions.change_product)
    delete_verb = staticmethod(actions.delete_product)
    list_word = "ports"

    list_display = ("title", "manufacturer", "model", "category", "assets")
    list_filter = ("category",)
    list_select_related = ("manufacturer", "category")
    search_fields = ("title", "model", "manufacturer__name")
    autocomplete_fields = ("manufacturer", "category")
    inlines = (PortInline,)
    formfield_overrides = {JSONField: {"form_class": ObjectField}}
    fieldsets = (
        (None, {"fields": ("manufacturer", "model", "title", "category")}),
        ("Details", {"fields": ("specs", "lifetime_months", "notes")}),
        ("Record", {"fields": ("created_at", "updated_at", "version")}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the assets along."""
        return super().get_queryset(request).annotate(asset_count=Count("assets"))

    @admin.display(description="assets", ordering="asset_count")
    def assets(self, product: Any) -> str:
        """Lead to the assets."""
        return links.rows(product.asset_count, "asset", product__id__exact=product.pk)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Let a port's page lead here."""
        return lookup == "ports__port__id__exact" or super().lookup_allowed(lookup, value, request)

    def item_of(self, line: dict[str, Any]) -> PortCount:
        """Return how many of which port it has."""
        return PortCount(line["port"], line["count"])
