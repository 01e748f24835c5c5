"""The verbs of the clock: what nobody came for is free again, what nobody sent is put away."""

from datetime import datetime

from django.db import transaction

from catalog_service.lending.actions import reservations
from catalog_service.lending.models import OPEN, Reservation, ReservationStatus

AT_ONCE = 200


@transaction.atomic
def expire_reservations(*, at: datetime) -> int:
    """End some of the reservations that were over before anybody came; return how many."""
    over = Reservation.objects.filter(status__in=OPEN, ends_at__lte=at).order_by("pk")
    # Whoever has one at hand decides about it: it is looked at again the next time.
    rows = over.select_for_update(no_key=True, skip_locked=True)[:AT_ONCE]
    return len([reservations.end(row, ReservationStatus.EXPIRED) for row in rows])


@transaction.atomic
def expire_drafts(*, since: datetime) -> int:
    """End some of the drafts that nobody has touched since a moment; return how many."""
    drafts = Reservation.objects.filter(status=ReservationStatus.DRAFT)
    # Made before, too: by that there is an index.
    left = drafts.filter(created_at__lte=since, updated_at__lte=since).order_by("created_at", "pk")
    rows = left.select_for_update(no_key=True, skip_locked=True)[:AT_ONCE]
    return len([reservations.end(row, ReservationStatus.EXPIRED) for row in rows])
