"""The verbs that hand gear out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog_service.gear.actions import move_assets
from catalog_service.gear.models import Status
from catalog_service.lending import errors
from catalog_service.lending.actions import borrowers, holds, loans, reservations, times
from catalog_service.lending.models import (
    HandedOut,
    Loan,
    LoanLine,
    Reservation,
    ReservationStatus,
)
from chassis.auth import Caller
from chassis.errors.clashes import clashes


@transaction.atomic(savepoint=False)
def check_out(
    *,
    by: Caller,
    at: datetime,
    borrower: UUID,
    due_at: datetime,
    lines: Sequence[HandedOut],
    note: str = "",
) -> Loan:
    """Hand assets out to somebody who is at the desk."""
    refuse_odd(borrower, due_at, at=at)
    loan = Loan(borrower=borrower, out_at=at, due_at=due_at, note=note, created_by=by.id)
    hand_out(loan, lines, by=by)
    return loans.told(loan)


@transaction.atomic(savepoint=False)
def collect_reservation(
    *,
    reservation: Reservation,
    by: Caller,
    at: datetime,
    lines: Sequence[HandedOut] | None = None,
    due_at: datetime | None = None,
    note: str = "",
) -> Loan:
    """Hand out what was reserved, all of it or what is picked; the rest is free again."""
    if reservation.status != ReservationStatus.APPROVED:
        raise errors.NotApproved(reservation.status)
    promised = reservation.lines.select_related("asset")
    assets = {line.asset_id: line.asset for line in promised}
    picked = [HandedOut(asset) for asset in assets.values()] if lines is None else lines
    if others := [each.asset.tag for each in picked if each.asset.pk not in assets]:
        raise errors.NotReserved(others)
    due_at = due_at or reservation.ends_at
    refuse_odd(reservation.borrower, due_at, at=at)
    loan = Loan(
        borrower=reservation.borrower,
        out_at=at,
        due_at=due_at,
        note=note,
        reservation=reservation,
        created_by=by.id,
    )
    hand_out(loan, picked, by=by)
    reservation.status = ReservationStatus.COLLECTED
    reservation.save()
    reservations.told(reservation)
    return loans.told(loan)


def refuse_odd(borrower: UUID, due_at: datetime, *, at: datetime) -> None:
    """Refuse to hand out to somebody who is not here, or until a time that is odd."""
    times.refuse_end(due_at, at=at, attr="due_at")
    borrowers.here(borrower)


def hand_out(loan: Loan, lines: Sequence[HandedOut], *, by: Caller) -> None:
    """Put assets on a loan, from now on until it is due. A loan that is new is written first."""
    own = reservations.own(loan.reservation) if loan.reservation else None
    held = holds.claim([each.asset for each in lines], loan.out_at, loan.due_at, own=own)
    holds.refuse_kept_back(held.values(), Status.ON_LOAN)
    if own:
        holds.release(own)
    if loan._state.adding:
        loan.save()
    with clashes(an_asset_is_out_once=errors.Taken()):
        added = LoanLine.objects.bulk_create(
            LoanLine(loan=loan, asset=each.asset, due_at=loan.due_at, condition_out=each.condition)
            for each in lines
        )
    holds.keep(added, loan.out_at, loan.due_at, reason="loan_line")
    move_assets(ids=held, by=by, status=Status.ON_LOAN)
