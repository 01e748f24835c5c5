"""What lists of gear can be narrowed by."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from catalog_service.gear.models import (
    Asset,
    AssetQuerySet,
    Category,
    Manufacturer,
    Port,
    Product,
    ProductQuerySet,
    Task,
    is_called,
)
from chassis.api.filters import BooleanFilter, FilterSet


class ManufacturerFilter(FilterSet):
    """The filters of `GET /manufacturers/`."""

    class Meta:
        model = Manufacturer
        fields = {"slug": ["exact"]}


class CategoryFilter(FilterSet):
    """The filters of `GET /categories/`."""

    class Meta:
        model = Category
        fields = {"slug": ["exact"]}


class PortFilter(FilterSet):
    """The filters of `GET /ports/`."""

    class Meta:
        model = Port
        fields = {"slug": ["exact"], "kind": ["exact"]}


class CalledFilter(django_filters.CharFilter):
    """A row of our own, by its id or slug."""

    def filter(self, qs: "QuerySet", value: str) -> "QuerySet":
        """Keep the rows that point to it."""
        return qs.filter(is_called(value, f"{self.field_name}__")) if value else qs


class ProductFilter(FilterSet):
    """The filters of `GET /products/`."""

    manufacturer = CalledFilter(help_text="An id or a slug.")
    category = CalledFilter(help_text="An id or a slug.")
    port = django_filters.CharFilter(method="having_port", help_text="A port's id or slug.")
    model = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Product
        fields = ("manufacturer", "category", "port", "model")

    def having_port(self, products: ProductQuerySet, name: str, value: str) -> ProductQuerySet:
        """Keep the products that have a port."""
        return products.having_port(value)


class AssetFilter(FilterSet):
    """The filters of `GET /assets/`."""

    tag = django_filters.CharFilter(method="tagged", help_text="Capitals make no difference.")
    category = CalledFilter(field_name="product__category", help_text="An id or a slug.")
    product = django_filters.UUIDFilter(field_name="product_id")
    has_open_tasks = BooleanFilter(method="having_open_tasks", help_text="Something needs doing.")

    class Meta:
        model = Asset
        fields = {"status": ["exact", "in"], "serial": ["exact"], "location": ["icontains"]}

    def tagged(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the asset with a tag."""
        return assets.tagged(value)

    def having_open_tasks(self, assets: AssetQuerySet, name: str, value: bool) -> AssetQuerySet:  # noqa: FBT001
        """Keep the assets to which something needs doing, or nothing."""
        is_wanted = Exists(Task.objects.filter(asset_id=OuterRef("pk"), is_open=True))
        return assets.filter(is_wanted if value else ~is_wanted)
