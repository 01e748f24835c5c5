"""What lists of gear can be narrowed by."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from catalog_service.gear.models import (
    Asset,
    AssetQuerySet,
    BranchQuerySet,
    Category,
    Location,
    Manufacturer,
    Port,
    Product,
    ProductQuerySet,
    StatusLabel,
    Task,
    is_called,
)
from chassis.api.filters import BooleanFilter, FilterSet
from chassis.keys import among, one_of
from chassis.search import saying


class CalledFilter(django_filters.CharFilter):
    """A row of our own, by its id or slug."""

    def filter(self, qs: "QuerySet", value: str) -> "QuerySet":
        """Keep the rows that point to it."""
        return qs.filter(is_called(value, f"{self.field_name}__")) if value else qs


class ManufacturerFilter(FilterSet):
    """The filters of `GET /manufacturers/`."""

    class Meta:
        model = Manufacturer
        fields = {"slug": ["exact"]}


class BranchFilter(FilterSet):
    """The filters of a tree."""

    parent = CalledFilter(help_text="An id or a slug: what is right inside of it.")
    inside = django_filters.CharFilter(
        method="inside_of", help_text="An id or a slug: what is inside of it, however deep."
    )

    def inside_of(self, rows: BranchQuerySet, name: str, value: str) -> BranchQuerySet:
        """Keep what is inside of one."""
        return rows.inside(value)


class CategoryFilter(BranchFilter):
    """The filters of `GET /categories/`."""

    class Meta:
        model = Category
        fields = {"slug": ["exact"]}


class LocationFilter(BranchFilter):
    """The filters of `GET /locations/`."""

    class Meta:
        model = Location
        fields = {"slug": ["exact"]}


class PortFilter(FilterSet):
    """The filters of `GET /ports/`."""

    class Meta:
        model = Port
        fields = {"slug": ["exact"], "kind": ["exact"]}


class StatusLabelFilter(FilterSet):
    """The filters of `GET /status-labels/`."""

    class Meta:
        model = StatusLabel
        fields = {"slug": ["exact"], "status": ["exact", "in"], "is_default": ["exact"]}


class ProductFilter(FilterSet):
    """The filters of `GET /products/`."""

    manufacturer = CalledFilter(help_text="An id or a slug.")
    category = django_filters.CharFilter(
        method="of_category", help_text="An id or a slug: it, and all that is inside of it."
    )
    port = django_filters.CharFilter(method="having_port", help_text="A port's id or slug.")
    model = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Product
        fields = ("manufacturer", "category", "port", "model")

    def having_port(self, products: ProductQuerySet, name: str, value: str) -> ProductQuerySet:
        """Keep the products that have a port."""
        return products.having_port(value)

    def of_category(self, products: ProductQuerySet, name: str, value: str) -> ProductQuerySet:
        """Keep the products of a sort, and of those inside of it."""
        sorts = Category.objects.within(value)
        return products.filter(among(Product, "category", sorts.values("pk")))


class AssetFilter(FilterSet):
    """The filters of `GET /assets/`."""

    tag = django_filters.CharFilter(method="tagged", help_text="Capitals make no difference.")
    category = django_filters.CharFilter(
        method="of_category", help_text="An id or a slug: it, and all that is inside of it."
    )
    product = django_filters.UUIDFilter(field_name="product_id")
    status_label = django_filters.CharFilter(method="called", help_text="An id or a slug.")
    has_open_tasks = BooleanFilter(method="having_open_tasks", help_text="Something needs doing.")
    location = django_filters.CharFilter(
        method="of_place", help_text="An id or a slug: what is there, or somewhere inside of it."
    )
    home_location = django_filters.CharFilter(
        method="of_place", help_text="An id or a slug: what belongs there, or inside of it."
    )
    location__icontains = django_filters.CharFilter(
        method="at_a_place",
        help_text="A part of the location's path, from the beginning of a word on.",
    )

    class Meta:
        model = Asset
        fields = {"status": ["exact", "in"], "condition": ["exact", "in"], "serial": ["exact"]}

    def tagged(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the asset with a tag."""
        return assets.tagged(value)

    def called(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the assets that a label calls so."""
        labels = StatusLabel.objects.order_by().filter(is_called(value))
        return assets.filter(among(Asset, name, labels.values("pk")))

    def having_open_tasks(self, assets: AssetQuerySet, name: str, value: bool) -> AssetQuerySet:  # noqa: FBT001
        """Keep the assets to which something needs doing, or nothing."""
        tasks = Task.objects.filter(asset_id__isnull=False, is_open=True)
        if value:
            return assets.filter(among(Asset, "pk", tasks.values("asset_id")))
        return assets.filter(~Exists(tasks.filter(asset_id=OuterRef("pk"))))

    def of_category(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the assets whose product is of a sort."""
        sorts = Category.objects.within(value)
        products = Product.objects.filter(one_of("category", sorts.values("pk")))
        return assets.filter(among(Asset, "product", products.values("pk")))

    def at_a_place(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the assets whose location says so."""
        places = Location.objects.filter(saying(Location, "path", value))
        return assets.filter(among(Asset, "location", places.values("pk")))

    def of_place(self, assets: AssetQuerySet, name: str, value: str) -> AssetQuerySet:
        """Keep the assets of a place, and of all that is inside of it."""
        places = Location.objects.within(value)
        return assets.filter(among(Asset, name, places.values("pk")))
