"""Which calendars exist for a caller, and what a calendar shows."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from catalog_service.desk.models import CalendarFeed, Covers
from catalog_service.lending.models import OPEN, Loan, Reservation, ReservationStatus
from catalog_service.lending.selectors import named
from chassis.calendars import Entry

KEPT = timedelta(days=30)  # how long what is over is still shown
MOST = 1000  # of reservations, and of loans


def entries_of(feed: CalendarFeed, *, at: datetime) -> Iterator[Entry]:
    """Yield what a calendar shows: what is promised, and what is out or came back lately."""
    whose = Q() if feed.covers == Covers.ALL else Q(borrower=feed.owner)
    promised = Reservation.objects.filter(whose, status__in=OPEN, ends_at__gt=at - KEPT)
    lent = Loan.objects.filter(whose).open()
    # What came back lately was written lately: only that has an index.
    back = Loan.objects.filter(whose, closed_at__gt=at - KEPT, updated_at__gt=at - KEPT)
    for row in named(promised).order_by("ends_at", "id")[:MOST]:
        word = "Reserved" if row.status == ReservationStatus.APPROVED else "Requested"
        yield _entry(row, word, row.starts_at, row.ends_at, feed)
    for row in named(lent).order_by("due_at", "id")[:MOST]:
        yield _entry(row, "On loan", row.out_at, row.due_at, feed)
    for row in named(back).order_by("-updated_at", "-id")[:MOST]:
        yield _entry(row, "Returned", row.out_at, row.closed_at, feed)


def _entry(
    row: Any, word: str, starts_at: datetime, ends_at: datetime, feed: CalendarFeed
) -> Entry:
    who = f"{row.borrower_name or 'somebody'}: " if feed.covers == Covers.ALL else ""
    what = ", ".join(str(line) for line in row.lines.all())
    kind = str(row._meta.model_name)
    return Entry(
        id=f"{kind}-{row.pk}",
        starts_at=starts_at,
        ends_at=ends_at,
        title=f"{word}: {who}{what}",
        details=row.note,
        address=_address(kind, row.pk),
        changed_at=row.updated_at,
        version=row.version,
        is_certain=word != "Requested",
    )


def _address(kind: str, pk: UUID) -> str:
    return f"{settings.PUBLIC_URL}{reverse(f'{kind}-detail', args=[pk])}"
