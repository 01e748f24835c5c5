"""What exists for a caller: the desk and services see all, others what is for them."""

from uuid import UUID

from django.db.models import QuerySet

from catalog_service.lending.models import Loan, Reservation
from chassis.auth import Caller


def reservations_for(caller: Caller) -> QuerySet[Reservation]:
    """Return the reservations that exist for a caller."""
    reservations = Reservation.objects.with_lines()
    if caller.sees_all:
        return reservations
    person = person_id(caller)
    return reservations.of(person) if person else reservations.none()


def loans_for(caller: Caller) -> QuerySet[Loan]:
    """Return the loans that exist for a caller."""
    loans = Loan.objects.with_lines()
    if caller.sees_all:
        return loans
    person = person_id(caller)
    return loans.of(person) if person else loans.none()


def person_id(caller: Caller) -> UUID | None:
    """Return the id of the person who calls, or None for a caller who is no person."""
    try:
        return UUID(caller.id)
    except ValueError:
        return None
