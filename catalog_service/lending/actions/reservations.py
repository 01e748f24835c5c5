"""The verbs of reservations."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q

from catalog_service.gear.models import Category
from catalog_service.lending import errors, selectors
from catalog_service.lending.actions import borrowers, claims, holds, preparing, times
from catalog_service.lending.events import ReservationChanged
from catalog_service.lending.models import (
    Hold,
    Kit,
    Reservation,
    ReservationLine,
    ReservationStatus,
    Some,
    Wanted,
    reservation_lines_in_order,
)
from chassis.auth import Caller
from chassis.events import publish
from chassis.models import read_along


@transaction.atomic(savepoint=False)
def request_reservation(
    *,
    by: Caller,
    at: datetime,
    starts_at: datetime,
    ends_at: datetime,
    lines: Collection[Wanted],
    borrower: UUID | None = None,
    note: str = "",
    is_draft: bool = False,
) -> Reservation:
    """Keep gear for oneself for a time, or at the desk for anybody. A draft keeps nothing."""
    times.refuse_odd(starts_at, ends_at, at=at)
    times.refuse_start(starts_at, at=at)
    # First: most who are refused are so for this.
    ask = None if is_draft else _look(lines, starts_at, ends_at)
    reservation = Reservation(
        borrower=borrowers.allowed(borrower, by=by),
        starts_at=starts_at,
        ends_at=ends_at,
        status=ReservationStatus.DRAFT,
        note=note,
        created_by=by.id,
    )
    if ask is None:
        reservation.save()
        return told(reservation, _list(reservation, lines))
    return _promise(reservation, lines, ask, by=by, at=at)


@transaction.atomic(savepoint=False)
def change_reservation(
    *,
    reservation: Reservation,
    by: Caller,
    at: datetime,
    lines: Collection[Wanted] | None = None,
    **changes: Any,
) -> Reservation:
    """Change some of a reservation; what is not named stays as it is. Lines are replaced."""
    _refuse_over(reservation)
    if "borrower" in changes:
        changes["borrower"] = borrowers.allowed(changes["borrower"], by=by)
    before = reservation.starts_at, reservation.ends_at
    for name, value in changes.items():
        setattr(reservation, name, value)
    now = reservation.starts_at, reservation.ends_at
    if now != before:
        times.refuse_odd(*now, at=at)
    if reservation.starts_at != before[0]:
        times.refuse_start(reservation.starts_at, at=at)
    if reservation.is_open and (lines is not None or now != before):
        return _promise_anew(reservation, lines, by=by, at=at)
    if lines is not None:
        _list(reservation, lines, lines_of(reservation))
    reservation.save()
    return told(reservation)


@transaction.atomic(savepoint=False)
def submit_reservation(*, reservation: Reservation, by: Caller, at: datetime) -> Reservation:
    """Keep what a draft asks for."""
    if not reservation.is_draft:
        raise errors.NotDraft(reservation.status)
    borrowers.allowed(reservation.borrower, by=by)
    times.refuse_odd(reservation.starts_at, reservation.ends_at, at=at)
    times.refuse_start(reservation.starts_at, at=at)
    return _promise_anew(reservation, None, by=by, at=at)


@transaction.atomic(savepoint=False)
def approve_reservation(*, reservation: Reservation, by: Caller, at: datetime) -> Reservation:
    """Say yes to what was requested."""
    if reservation.status != ReservationStatus.REQUESTED:
        raise errors.NotRequested(reservation.status)
    approved = _become(reservation, ReservationStatus.APPROVED)
    assets = Hold.objects.filter(own(reservation)).values_list("asset", flat=True)
    rules = selectors.policies_of([*assets], [])
    preparing.begin(approved, rules, by=by, at=at)
    return approved


@transaction.atomic(savepoint=False)
def reject_reservation(*, reservation: Reservation, by: Caller) -> Reservation:
    """Say no, also to what was approved before: its assets are free again."""
    if reservation.is_draft:
        raise errors.NotRequested(reservation.status)
    return end(reservation, ReservationStatus.REJECTED)


@transaction.atomic(savepoint=False)
def cancel_reservation(*, reservation: Reservation, by: Caller) -> Reservation:
    """Do without it: its assets are free again."""
    return end(reservation, ReservationStatus.CANCELLED)


def end(reservation: Reservation, status: ReservationStatus) -> Reservation:
    """Let go of what is kept for a reservation: it is over, for one reason or another."""
    _refuse_over(reservation)
    holds.release(own(reservation))
    preparing.look_again(reservation)
    return _become(reservation, status)


def own(reservation: Reservation) -> Q:
    """Match what holds assets for a reservation."""
    return Q(reservation_line__reservation=reservation)


def lines_of(reservation: Reservation) -> Collection[ReservationLine]:
    """Return the lines as they are."""
    return reservation_lines_in_order().filter(reservation=reservation)


def told(reservation: Reservation, lines: Collection[ReservationLine] | None = None) -> Reservation:
    """Tell of a reservation as it is now, and return it so; its lines are read if not given."""
    in_order = Prefetch("lines", queryset=reservation_lines_in_order())
    read_along(reservation, in_order, lines)
    publish(ReservationChanged.of(reservation))
    return reservation


def _look(lines: Collection[Wanted], starts_at: datetime, ends_at: datetime) -> claims.Ask:
    """Refuse what is taken, or not lent at that time."""
    if not lines:
        raise errors.LinesMissing(attr="lines")
    assets, counts = claims.named(lines), claims.counted(lines)
    rules = claims.rules_of(assets, counts)
    times.refuse_closed_start(starts_at, rules)
    times.refuse_closed_end(ends_at, rules, attr="ends_at")
    times.refuse_too_long(starts_at, ends_at, rules, attr="ends_at")
    return claims.look(assets, counts, starts_at, ends_at, rules=rules)


def _promise(
    reservation: Reservation,
    lines: Collection[Wanted],
    ask: claims.Ask,
    had: Collection[ReservationLine] = (),
    *,
    by: Caller,
    at: datetime,
) -> Reservation:
    """Keep what is asked for by a reservation and its lines.

    Others wait for the same assets: what can be read and written before they are locked, is.
    """
    claims.wait_for_the_same(ask)
    holds.refuse_blocked(ask.assets)
    borrowers.refuse_too_many(reservation.borrower, ask.rules)
    reservation.status, reservation.ready_at = _status(ask, by), None
    reservation.save()
    listed = _list(reservation, lines, had)
    claims.promise(ask, listed)
    preparing.begin(reservation, ask.rules, by=by, at=at)
    return told(reservation, listed)


def _promise_anew(
    reservation: Reservation, lines: Collection[Wanted] | None, *, by: Caller, at: datetime
) -> Reservation:
    """Keep other gear, or at another time: what is kept is in nobody's way meanwhile."""
    had = lines_of(reservation)
    if lines is None:
        lines = [line.wanted for line in had]
    holds.release(own(reservation))
    ask = _look(lines, reservation.starts_at, reservation.ends_at)
    return _promise(reservation, lines, ask, had, by=by, at=at)


def _list(
    reservation: Reservation, lines: Collection[Wanted], had: Collection[ReservationLine] = ()
) -> Collection[ReservationLine]:
    """Make the lines what they should be, touching only those that differ; return them."""
    asked = {_what(each): each for each in lines}
    known = {_what(line.wanted): line for line in had}
    if gone := [line.pk for what, line in known.items() if what not in asked]:
        reservation.lines.filter(pk__in=gone).delete()
    added = [
        ReservationLine(reservation=reservation, **_words(each))
        for what, each in asked.items()
        if what not in known
    ]
    kept = [line for what, line in known.items() if what in asked]
    return [*kept, *ReservationLine.objects.bulk_create(added)]


def _what(wanted: Wanted) -> tuple[UUID, int]:
    """Return what tells one wish from another."""
    return (wanted.of.pk, wanted.quantity) if isinstance(wanted, Some) else (wanted.pk, 1)


def _words(wanted: Wanted) -> dict[str, Any]:
    """Return what a line says of a wish."""
    if not isinstance(wanted, Some):
        return {"asset": wanted}
    noun = "kit" if isinstance(wanted.of, Kit) else "product"
    return {noun: wanted.of, "quantity": wanted.quantity}


def _status(ask: claims.Ask, by: Caller) -> ReservationStatus:
    """Say whether the desk has to look at it first: where a category wants that of others."""
    products = [*ask.counts, *(asset.product_id for asset in ask.assets)]
    wanting = Category.objects.filter(needs_approval=True, products__in=products)
    if not by.may(borrowers.DESK) and wanting.exists():
        return ReservationStatus.REQUESTED
    return ReservationStatus.APPROVED


def _refuse_over(reservation: Reservation) -> None:
    if reservation.is_over:
        raise errors.ReservationOver(reservation.status)


def _become(reservation: Reservation, status: ReservationStatus) -> Reservation:
    reservation.status = status
    reservation.save()
    return told(reservation)
