"""The verbs that hand gear out."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog_service.gear.actions import move_assets
from catalog_service.gear.models import Asset, Location, Status
from catalog_service.lending import errors
from catalog_service.lending.actions import (
    borrowers,
    claims,
    holds,
    loans,
    preparing,
    reservations,
    times,
)
from catalog_service.lending.models import (
    Condition,
    HandedOut,
    Hold,
    Loan,
    LoanLine,
    Reservation,
    ReservationStatus,
)
from chassis.auth import Caller
from chassis.errors.clashes import clashes

NOTHING: claims.Counts = {}


@transaction.atomic(savepoint=False)
def check_out(
    *,
    by: Caller,
    at: datetime,
    due_at: datetime,
    lines: Sequence[HandedOut],
    borrower: UUID | None = None,
    place: Location | None = None,
    note: str = "",
) -> Loan:
    """Hand assets out to somebody who is at the desk, or to a place, where they are then."""
    refuse_odd(borrower, place, due_at, at=at)
    goes = {"borrower": borrower, "place": place, "out_at": at, "due_at": due_at}
    loan = Loan(**goes, note=note, created_by=by.id)
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
    wanted = [line.wanted for line in reservations.lines_of(reservation)]
    assets, counts = claims.named(wanted), claims.counted(wanted)
    if lines is None:
        lines = [HandedOut(asset) for asset in assets]
    else:
        _refuse_others(lines, assets, counts)
        counts = NOTHING  # all are picked
    due_at = due_at or reservation.ends_at
    refuse_odd(reservation.borrower, None, due_at, at=at)
    loan = Loan(
        borrower=reservation.borrower,
        out_at=at,
        due_at=due_at,
        note=note,
        reservation=reservation,
        created_by=by.id,
    )
    hand_out(loan, lines, by=by, counts=counts)
    reservation.status = ReservationStatus.COLLECTED
    reservation.save()
    preparing.look_again(reservation)
    reservations.told(reservation)
    return loans.told(loan)


def refuse_odd(
    borrower: UUID | None, place: Location | None, due_at: datetime, *, at: datetime
) -> None:
    """Refuse to hand out to nobody, to two, to somebody who is not here, or until an odd time."""
    times.refuse_end(due_at, at=at, attr="due_at")
    if (borrower is None) == (place is None):
        raise errors.BorrowerOrPlace(attr="borrower")
    if borrower:
        borrowers.here(borrower)


def hand_out(
    loan: Loan, lines: Sequence[HandedOut], *, by: Caller, counts: claims.Counts = NOTHING
) -> None:
    """Put assets on a loan, from now on until it is due, and some of products that are here.

    A loan that is new is written first.
    """
    if loan.reservation:
        holds.release(reservations.own(loan.reservation))
    assets = [each.asset for each in lines]
    rules = claims.rules_of(assets, counts)
    if loan.reservation is None or loan.due_at != loan.reservation.ends_at:
        times.refuse_closed_end(loan.due_at, rules, attr="due_at")
        times.refuse_too_long(loan.out_at, loan.due_at, rules, attr="due_at")
    when = loan.out_at, loan.due_at
    ask = claims.look(assets, counts, *when, rules=rules)
    holds.refuse_blocked(assets)
    claim = claims.claim(ask, but=(Status.ON_LOAN,))
    holds.refuse_kept_back(claim.all.values(), Status.ON_LOAN)
    if loan._state.adding:
        loan.save()
    looks = {each.asset.pk: each.condition for each in lines}
    with clashes(an_asset_is_out_once=errors.Taken()):
        added = LoanLine.objects.bulk_create(
            LoanLine(
                loan=loan,
                asset=asset,
                due_at=loan.due_at,
                condition_out=looks.get(pk, Condition.OK),
            )
            for pk, asset in claim.all.items()
        )
    holds.keep([Hold(asset_id=line.asset_id, loan_line=line, **vars(claim.span)) for line in added])
    move_assets(ids=claim.all, by=by, status=Status.ON_LOAN, to=loan.place)


def _refuse_others(
    lines: Sequence[HandedOut], assets: Sequence[Asset], counts: claims.Counts
) -> None:
    """Refuse what was not reserved, neither by name nor as one of so many."""
    named = {asset.pk for asset in assets}
    left, others = Counter(counts), []
    for each in lines:
        if each.asset.pk in named:
            continue
        left[each.asset.product_id] -= 1
        if left[each.asset.product_id] < 0:
            others.append(each.asset.tag)
    if others:
        raise errors.NotReserved(others)
