"""The API of gear."""

from catalog_service.gear.views.assets import AssetViewSet
from catalog_service.gear.views.categories import CategoryViewSet
from catalog_service.gear.views.internal import InternalAssetView
from catalog_service.gear.views.locations import LocationViewSet
from catalog_service.gear.views.manufacturers import ManufacturerViewSet
from catalog_service.gear.views.ports import PortViewSet
from catalog_service.gear.views.products import ProductViewSet
from catalog_service.gear.views.status_labels import StatusLabelViewSet

__all__ = [
    "AssetViewSet",
    "CategoryViewSet",
    "InternalAssetView",
    "LocationViewSet",
    "ManufacturerViewSet",
    "PortViewSet",
    "ProductViewSet",
    "StatusLabelViewSet",
]
