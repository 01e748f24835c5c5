"""The pages of gear in the admin; they write through the verbs."""

from catalog_service.gear.admin.assets import AssetAdmin
from catalog_service.gear.admin.names import (
    CategoryAdmin,
    LocationAdmin,
    ManufacturerAdmin,
    PortAdmin,
    StatusLabelAdmin,
)
from catalog_service.gear.admin.neighbours import PersonAdmin, TaskAdmin
from catalog_service.gear.admin.products import ProductAdmin

__all__ = [
    "AssetAdmin",
    "CategoryAdmin",
    "LocationAdmin",
    "ManufacturerAdmin",
    "PersonAdmin",
    "PortAdmin",
    "ProductAdmin",
    "StatusLabelAdmin",
    "TaskAdmin",
]
