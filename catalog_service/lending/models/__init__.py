"""What is promised, what is out, and what holds an asset for it."""

from catalog_service.lending.models.holds import KEPT_BACK, Hold, HoldQuerySet
from catalog_service.lending.models.loans import (
    Condition,
    HandedOut,
    Loan,
    LoanLine,
    LoanQuerySet,
    TakenBack,
    loan_lines_in_order,
)
from catalog_service.lending.models.reservations import (
    OPEN,
    Reservation,
    ReservationLine,
    ReservationQuerySet,
    ReservationStatus,
    reservation_lines_in_order,
)

__all__ = [
    "KEPT_BACK",
    "OPEN",
    "Condition",
    "HandedOut",
    "Hold",
    "HoldQuerySet",
    "Loan",
    "LoanLine",
    "LoanQuerySet",
    "Reservation",
    "ReservationLine",
    "ReservationQuerySet",
    "ReservationStatus",
    "TakenBack",
    "loan_lines_in_order",
    "reservation_lines_in_order",
]
