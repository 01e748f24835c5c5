"""The verbs of reservations."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, Q

from catalog_service.gear.models import Asset, Category
from catalog_service.lending import errors
from catalog_service.lending.actions import borrowers, holds, times
from catalog_service.lending.events import ReservationChanged
from catalog_service.lending.models import (
    Reservation,
    ReservationLine,
    ReservationStatus,
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
    lines: Collection[Asset],
    borrower: UUID | None = None,
    note: str = "",
) -> Reservation:
    """Keep assets for oneself for a time, or at the desk for anybody."""
    times.refuse_odd(starts_at, ends_at, at=at)
    times.refuse_start(starts_at, at=at)
    held = holds.claim(lines, starts_at, ends_at)  # first: most who are refused are so for this
    borrower = borrowers.allowed(borrower, by=by)
    holds.refuse_kept_back(held.values())
    reservation = Reservation.objects.create(
        borrower=borrower,
        starts_at=starts_at,
        ends_at=ends_at,
        status=_status(held, by),
        note=note,
        created_by=by.id,
    )
    _keep(reservation, held)
    return told(reservation)


@transaction.atomic(savepoint=False)
def change_reservation(
    *,
    reservation: Reservation,
    by: Caller,
    at: datetime,
    lines: Collection[Asset] | None = None,
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
    if lines is None and now == before:
        reservation.save()
        return told(reservation)
    return _promise_anew(reservation, lines, by)


@transaction.atomic(savepoint=False)
def approve_reservation(*, reservation: Reservation, by: Caller) -> Reservation:
    """Say yes to what was requested."""
    if reservation.status != ReservationStatus.REQUESTED:
        raise errors.NotRequested(reservation.status)
    return _become(reservation, ReservationStatus.APPROVED)


@transaction.atomic(savepoint=False)
def reject_reservation(*, reservation: Reservation, by: Caller) -> Reservation:
    """Say no, also to what was approved before: its assets are free again."""
    return end(reservation, ReservationStatus.REJECTED)


@transaction.atomic(savepoint=False)
def cancel_reservation(*, reservation: Reservation, by: Caller) -> Reservation:
    """Do without it: its assets are free again."""
    return end(reservation, ReservationStatus.CANCELLED)


def end(reservation: Reservation, status: ReservationStatus) -> Reservation:
    """Let go of what is kept for a reservation: it is over, for one reason or another."""
    _refuse_over(reservation)
    holds.release(own(reservation))
    return _become(reservation, status)


def own(reservation: Reservation) -> Q:
    """Match what holds assets for a reservation."""
    return Q(reservation_line__reservation=reservation)


def told(reservation: Reservation) -> Reservation:
    """Tell of a reservation as it is now, and return it so."""
    read_along(reservation, Prefetch("lines", queryset=reservation_lines_in_order()))
    publish(ReservationChanged.of(reservation))
    return reservation


def _promise_anew(
    reservation: Reservation, lines: Collection[Asset] | None, by: Caller
) -> Reservation:
    """Keep other assets, or at another time."""
    if lines is None:
        lines = [line.asset for line in reservation.lines.select_related("asset")]
    mine = own(reservation)
    held = holds.claim(lines, reservation.starts_at, reservation.ends_at, own=mine)
    holds.refuse_kept_back(held.values())
    holds.release(mine)
    reservation.status = _status(held, by)
    reservation.save()
    reservation.lines.exclude(asset__in=held).delete()
    _keep(reservation, held, reservation.lines.filter(asset__in=held))
    return told(reservation)


def _keep(
    reservation: Reservation, held: holds.Held, known: Collection[ReservationLine] = ()
) -> None:
    """Keep assets, each for its line: those that are not known are added."""
    had = {line.asset_id for line in known}
    added = ReservationLine.objects.bulk_create(
        ReservationLine(reservation=reservation, asset=asset)
        for pk, asset in held.items()
        if pk not in had
    )
    lines = [*known, *added]
    holds.keep(lines, reservation.starts_at, reservation.ends_at, reason="reservation_line")


def _status(held: holds.Held, by: Caller) -> ReservationStatus:
    """Say whether the desk has to look at it first: where a category wants that of others."""
    wanting = Category.objects.filter(needs_approval=True, products__assets__in=held)
    if not by.may(borrowers.DESK) and wanting.exists():
        return ReservationStatus.REQUESTED
    return ReservationStatus.APPROVED


def _refuse_over(reservation: Reservation) -> None:
    if not reservation.is_open:
        raise errors.ReservationOver(reservation.status)


def _become(reservation: Reservation, status: ReservationStatus) -> Reservation:
    reservation.status = status
    reservation.save()
    return told(reservation)
