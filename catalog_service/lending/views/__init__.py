"""The API of lending."""

from catalog_service.lending.views.assets import HeldAssetViewSet
from catalog_service.lending.views.availability import (
    AvailabilityView,
    KitAvailabilityView,
    ProductAvailabilityView,
)
from catalog_service.lending.views.kits import KitViewSet
from catalog_service.lending.views.loans import LoanViewSet
from catalog_service.lending.views.policies import PolicyViewSet
from catalog_service.lending.views.reservations import ReservationViewSet
from catalog_service.lending.views.scans import ScanViewSet

__all__ = [
    "AvailabilityView",
    "HeldAssetViewSet",
    "KitAvailabilityView",
    "KitViewSet",
    "LoanViewSet",
    "PolicyViewSet",
    "ProductAvailabilityView",
    "ReservationViewSet",
    "ScanViewSet",
]
