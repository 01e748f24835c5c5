"""The wire forms of lending."""

from catalog_service.lending.serializers.assets import HeldAssetSerializer, SharedAssetSerializer
from catalog_service.lending.serializers.availability import (
    AmountsSerializer,
    AskAvailabilitySerializer,
    AvailabilitySerializer,
)
from catalog_service.lending.serializers.kits import KitSerializer
from catalog_service.lending.serializers.loans import (
    ExtendSerializer,
    LoanFormSerializer,
    LoanSerializer,
    LoseSerializer,
    ReturnSerializer,
)
from catalog_service.lending.serializers.policies import PolicySerializer
from catalog_service.lending.serializers.reservations import (
    CollectSerializer,
    ReservationSerializer,
)
from catalog_service.lending.serializers.scans import ScanSerializer, ScansSerializer

__all__ = [
    "AmountsSerializer",
    "AskAvailabilitySerializer",
    "AvailabilitySerializer",
    "CollectSerializer",
    "ExtendSerializer",
    "HeldAssetSerializer",
    "KitSerializer",
    "LoanFormSerializer",
    "LoanSerializer",
    "LoseSerializer",
    "PolicySerializer",
    "ReservationSerializer",
    "ReturnSerializer",
    "ScanSerializer",
    "ScansSerializer",
    "SharedAssetSerializer",
]
