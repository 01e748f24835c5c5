"""What a day at the desk brings."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from catalog_service.lending.models import Loan, Reservation, ReservationStatus
from catalog_service.lending.selectors import named

MOST = 50  # of each: what is further away is in the calendar


class Today(NamedTuple):
    """What waits for a word, what is to be collected, and what is due back."""

    requested: Sequence[Reservation]
    going_out: Sequence[Reservation]
    coming_back: Sequence[Loan]


def today(*, until: datetime, at: datetime) -> Today:
    """Return what there is to do until a moment; what should have been done comes first."""
    asked = Reservation.objects.filter(status=ReservationStatus.REQUESTED)
    promised = Reservation.objects.filter(status=ReservationStatus.APPROVED, starts_at__lt=until)
    due = Loan.objects.open().filter(due_at__lt=until)
    loans = list(named(due).order_by("due_at")[:MOST])
    for loan in loans:
        vars(loan)["is_late"] = loan.is_overdue(at=at)
    return Today(
        list(named(asked).order_by("starts_at")[:MOST]),
        list(named(promised).order_by("starts_at")[:MOST]),
        loans,
    )
