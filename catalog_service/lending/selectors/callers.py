"""What exists for a caller: the desk and services see all, others what is for them."""

from django.db.models import QuerySet

from catalog_service.lending.models import Loan, Reservation
from chassis.auth import Caller


def reservations_for(caller: Caller) -> QuerySet[Reservation]:
    """Return the reservations that exist for a caller."""
    reservations = Reservation.objects.with_lines()
    if caller.sees_all:
        return reservations
    person = caller.person_id
    return reservations.of(person) if person else reservations.none()


def loans_for(caller: Caller) -> QuerySet[Loan]:
    """Return the loans that exist for a caller."""
    loans = Loan.objects.with_lines()
    if caller.sees_all:
        return loans
    person = caller.person_id
    return loans.of(person) if person else loans.none()
