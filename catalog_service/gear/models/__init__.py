"""What gear there is."""

from catalog_service.gear.models.assets import Asset, AssetQuerySet, Status
from catalog_service.gear.models.categories import Category
from catalog_service.gear.models.manufacturers import Manufacturer
from catalog_service.gear.models.names import SLUG, SLUG_RULE, is_called, slug_of
from catalog_service.gear.models.neighbours import Person, Task
from catalog_service.gear.models.ports import Port
from catalog_service.gear.models.products import (
    PortCount,
    Product,
    ProductPort,
    ProductQuerySet,
    is_small_object,
    ports_in_order,
)

__all__ = [
    "SLUG",
    "SLUG_RULE",
    "Asset",
    "AssetQuerySet",
    "Category",
    "Manufacturer",
    "Person",
    "Port",
    "PortCount",
    "Product",
    "ProductPort",
    "ProductQuerySet",
    "Status",
    "Task",
    "is_called",
    "is_small_object",
    "ports_in_order",
    "slug_of",
]
