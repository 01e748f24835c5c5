"""Manufacturers, categories, locations, ports and status labels in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, JSONField, QuerySet
from django.http import HttpRequest

from catalog_service.gear import actions
from catalog_service.gear.admin import links
from catalog_service.gear.admin.objects import ObjectField
from catalog_service.gear.models import Category, Location, Manufacturer, Port, StatusLabel
from chassis.admin.resource import ResourceAdmin


class NamedAdmin(ResourceAdmin):
    """A list of names, each with the number of its products."""

    list_display: tuple[str, ...] = ("name", "slug", "products")
    search_fields = ("name", "slug")
    fields: ClassVar[tuple[str, ...]] = ("name", "slug", "created_at", "updated_at", "version")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the products along."""
        return super().get_queryset(request).annotate(product_count=Count("products"))

    @admin.display(description="products", ordering="product_count")
    def products(self, row: Any) -> str:
        """Lead to the products."""
        noun = self.opts.model_name
        return links.rows(row.product_count, "product", **{f"{noun}__id__exact": row.pk})


@admin.register(Manufacturer)
class ManufacturerAdmin(NamedAdmin):
    """Who makes products."""

    create_verb = staticmethod(actions.create_manufacturer)
    change_verb = staticmethod(actions.change_manufacturer)
    delete_verb = staticmethod(actions.delete_manufacturer)


@admin.register(Category)
class CategoryAdmin(NamedAdmin):
    """Sorts of product."""

    create_verb = staticmethod(actions.create_category)
    change_verb = staticmethod(actions.change_category)
    delete_verb = staticmethod(actions.delete_category)

    list_display = ("path", "slug", "products", "needs_approval")
    search_fields = ("path", "slug")
    autocomplete_fields = ("parent",)
    readonly_fields = ("path",)
    ordering = ("path", "id")
    formfield_overrides = {JSONField: {"form_class": ObjectField}}
    fields = (
        "name",
        "parent",
        "slug",
        "path",
        "needs_approval",
        "schema",
        "created_at",
        "updated_at",
        "version",
    )


@admin.register(Location)
class LocationAdmin(ResourceAdmin):
    """Where gear is, in the order of the tree."""

    create_verb = staticmethod(actions.create_location)
    change_verb = staticmethod(actions.change_location)
    delete_verb = staticmethod(actions.delete_location)

    list_display = ("path", "slug", "assets")
    search_fields = ("path", "slug")
    autocomplete_fields = ("parent",)
    fields = ("name", "parent", "slug", "path", "created_at", "updated_at", "version")
    readonly_fields = ("path",)
    ordering = ("path", "id")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the assets along."""
        return super().get_queryset(request).annotate(asset_count=Count("assets"))

    @admin.display(description="assets here", ordering="asset_count")
    def assets(self, row: Any) -> str:
        """Lead to the assets."""
        return links.rows(row.asset_count, "asset", location__id__exact=row.pk)


@admin.register(Port)
class PortAdmin(ResourceAdmin):
    """Sorts of connector."""

    create_verb = staticmethod(actions.create_port)
    change_verb = staticmethod(actions.change_port)
    delete_verb = staticmethod(actions.delete_port)

    list_display = ("name", "kind", "slug", "products")
    list_filter = ("kind",)
    search_fields = ("name", "slug", "kind")
    fields = ("name", "slug", "kind", "created_at", "updated_at", "version")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the products along."""
        return super().get_queryset(request).annotate(product_count=Count("lines"))

    @admin.display(description="products", ordering="product_count")
    def products(self, row: Any) -> str:
        """Lead to the products."""
        return links.rows(row.product_count, "product", ports__port__id__exact=row.pk)


@admin.register(StatusLabel)
class StatusLabelAdmin(ResourceAdmin):
    """What a team calls the states of its assets."""

    create_verb = staticmethod(actions.create_status_label)
    change_verb = staticmethod(actions.change_status_label)
    delete_verb = staticmethod(actions.delete_status_label)

    list_display = ("name", "status", "is_default", "assets")
    list_filter = ("status", "is_default")
    search_fields = ("name", "slug")
    ordering = ("status", "name")
    actions = ("make_default",)
    fields = (
        "name",
        "status",
        "is_default",
        "slug",
        "notes",
        "created_at",
        "updated_at",
        "version",
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Count the assets along."""
        return super().get_queryset(request).annotate(asset_count=Count("assets"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Let the state be chosen once."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "status") if obj else fixed

    @admin.display(description="assets", ordering="asset_count")
    def assets(self, row: Any) -> str:
        """Lead to the assets."""
        return links.rows(row.asset_count, "asset", status_label__id__exact=row.pk)

    @admin.action(description="Make it the default of its state")
    def make_default(self, request: HttpRequest, queryset: "QuerySet[StatusLabel]") -> None:
        """Call so what comes into the state from now on."""
        self.for_each(request, queryset, actions.change_status_label, is_default=True)
