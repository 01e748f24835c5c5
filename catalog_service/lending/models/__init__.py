"""What is promised, what is out, and what holds an asset for it."""

from catalog_service.gear.models import Condition
from catalog_service.lending.models.holds import KEPT_BACK, Hold, HoldQuerySet
from catalog_service.lending.models.kits import Kit, KitPart, KitQuerySet, Part, parts_in_order
from catalog_service.lending.models.loans import (
    HandedOut,
    Loan,
    LoanLine,
    LoanQuerySet,
    TakenBack,
    loan_lines_in_order,
)
from catalog_service.lending.models.policies import (
    Closed,
    ClosedDays,
    Policy,
    PolicyQuerySet,
    closed_days_in_order,
)
from catalog_service.lending.models.reservations import (
    OPEN,
    Reservation,
    ReservationLine,
    ReservationQuerySet,
    ReservationStatus,
    Some,
    Wanted,
    reservation_lines_in_order,
)

__all__ = [
    "KEPT_BACK",
    "OPEN",
    "Closed",
    "ClosedDays",
    "Condition",
    "HandedOut",
    "Hold",
    "HoldQuerySet",
    "Kit",
    "KitPart",
    "KitQuerySet",
    "Loan",
    "LoanLine",
    "LoanQuerySet",
    "Part",
    "Policy",
    "PolicyQuerySet",
    "Reservation",
    "ReservationLine",
    "ReservationQuerySet",
    "ReservationStatus",
    "Some",
    "TakenBack",
    "Wanted",
    "closed_days_in_order",
    "loan_lines_in_order",
    "parts_in_order",
    "reservation_lines_in_order",
]
