"""The verb for when somebody leaves: what they were promised is free again."""

from uuid import UUID

from django.db import transaction

from catalog_service.lending.actions import reservations
from catalog_service.lending.models import OPEN, Reservation, ReservationStatus
from chassis.auth import Caller

AT_ONCE = 200
PENDING = (*OPEN, ReservationStatus.DRAFT)


@transaction.atomic
def cancel_reservations_of(*, person: UUID, by: Caller, note: str) -> list[UUID]:
    """Cancel some of the reservations that somebody has not collected yet; return which.

    The note is added to each. Called until it returns none, it has cancelled all of them.
    """
    pending = Reservation.objects.of(person).filter(status__in=PENDING).order_by("pk")
    rows = list(pending.select_for_update(no_key=True)[:AT_ONCE])
    for row in rows:
        row.note = "\n\n".join(filter(None, [row.note, note]))
        reservations.cancel_reservation(reservation=row, by=by)
    return [row.pk for row in rows]
