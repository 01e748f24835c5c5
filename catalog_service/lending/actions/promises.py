"""The verbs of a promise that is prepared: it stands, it is ready, or it is withdrawn."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog_service.lending import errors, selectors
from catalog_service.lending.actions import borrowers, reservations
from catalog_service.lending.models import Hold, Reservation, ReservationStatus
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def stand_by_promise(*, reservation: UUID, by: Caller) -> Reservation:
    """Refuse what is not approved, or not any more."""
    row = _locked(reservation)
    if row.status != ReservationStatus.APPROVED:
        raise errors.NotApproved(row.status)
    return row


@transaction.atomic(savepoint=False)
def withdraw_promise(*, reservation: UUID, by: Caller) -> Reservation:
    """Reject what is still promised: its assets are free again."""
    row = _locked(reservation)
    if row.status == ReservationStatus.APPROVED:
        reservations.reject_reservation(reservation=row, by=by)
    return row


@transaction.atomic(savepoint=False)
def allow_borrower(*, reservation: UUID, by: Caller) -> None:
    """Refuse a borrower who is not here, or has too much already."""
    row = stand_by_promise(reservation=reservation, by=by)
    assets = Hold.objects.filter(reservations.own(row)).values_list("asset", flat=True)
    borrowers.here(row.borrower)
    borrowers.refuse_too_many(row.borrower, selectors.policies_of([*assets], []))


@transaction.atomic(savepoint=False)
def mark_ready(*, reservation: UUID, by: Caller, at: datetime) -> Reservation:
    """Note that it is prepared; the borrower may come, if they are still here."""
    row = stand_by_promise(reservation=reservation, by=by)
    borrowers.here(row.borrower)
    row.ready_at = at
    row.save()
    return reservations.told(row)


def _locked(reservation: UUID) -> Reservation:
    return Reservation.objects.select_for_update(no_key=True).get(pk=reservation)
