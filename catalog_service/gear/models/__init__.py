"""What gear there is."""

from catalog_service.gear.models.assets import Asset, AssetQuerySet, Condition
from catalog_service.gear.models.categories import Category
from catalog_service.gear.models.locations import Location
from catalog_service.gear.models.manufacturers import Manufacturer
from catalog_service.gear.models.names import SLUG, SLUG_RULE, is_called, is_named, slug_of
from catalog_service.gear.models.neighbours import Person, Task
from catalog_service.gear.models.objects import is_small_object
from catalog_service.gear.models.ports import Port
from catalog_service.gear.models.products import (
    PortCount,
    Product,
    ProductPort,
    ProductQuerySet,
    ports_in_order,
)
from catalog_service.gear.models.schemas import Broken, broken_by, is_field_schema
from catalog_service.gear.models.status_labels import Status, StatusLabel
from catalog_service.gear.models.trees import LONGEST_PATH, MOST_LEVELS, Branch, BranchQuerySet

__all__ = [
    "LONGEST_PATH",
    "MOST_LEVELS",
    "SLUG",
    "SLUG_RULE",
    "Asset",
    "AssetQuerySet",
    "Branch",
    "BranchQuerySet",
    "Broken",
    "Category",
    "Condition",
    "Location",
    "Manufacturer",
    "Person",
    "Port",
    "PortCount",
    "Product",
    "ProductPort",
    "ProductQuerySet",
    "Status",
    "StatusLabel",
    "Task",
    "broken_by",
    "is_called",
    "is_field_schema",
    "is_named",
    "is_small_object",
    "ports_in_order",
    "slug_of",
]
