"""What is promised is prepared, where a policy wants that: a flow has it done."""

from collections.abc import Iterable
from datetime import datetime

from catalog_service.lending.models import Policy, Reservation, ReservationStatus
from chassis import sagas
from chassis.auth import Caller

FLOW = "lending.loan_request"


def begin(reservation: Reservation, rules: Iterable[Policy], *, by: Caller, at: datetime) -> None:
    """Have what was approved prepared, and the borrower told."""
    is_approved = reservation.status == ReservationStatus.APPROVED
    if is_approved and any(rule.is_prepared for rule in rules):
        told = {"reservation": str(reservation.pk)}
        person = reservation.borrower
        sagas.start(FLOW, subject=reservation.pk, person=person, by=by, at=at, told=told)


def look_again(reservation: Reservation) -> None:
    """Wake the flow of a reservation that went another way."""
    sagas.wake(str(reservation.pk))
