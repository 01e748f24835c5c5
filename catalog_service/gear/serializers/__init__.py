"""The wire forms of gear."""

from catalog_service.gear.serializers.assets import AssetSerializer, InternalAssetSerializer
from catalog_service.gear.serializers.categories import CategorySerializer
from catalog_service.gear.serializers.labels import LabelsSerializer
from catalog_service.gear.serializers.locations import LocationSerializer, PlaceSerializer
from catalog_service.gear.serializers.manufacturers import ManufacturerSerializer
from catalog_service.gear.serializers.ports import PortSerializer
from catalog_service.gear.serializers.products import ProductSerializer
from catalog_service.gear.serializers.references import Reference
from catalog_service.gear.serializers.status_labels import StatusLabelSerializer

__all__ = [
    "AssetSerializer",
    "CategorySerializer",
    "InternalAssetSerializer",
    "LabelsSerializer",
    "LocationSerializer",
    "ManufacturerSerializer",
    "PlaceSerializer",
    "PortSerializer",
    "ProductSerializer",
    "Reference",
    "StatusLabelSerializer",
]
