"""What the flows of lending look at before they go on."""

from typing import Any
from uuid import UUID

from catalog_service.gear.models import Task
from catalog_service.lending import errors
from catalog_service.lending.models import (
    LoanLine,
    Reservation,
    ReservationStatus,
    reservation_lines_in_order,
)


def ended_task(task: UUID) -> dict[str, str] | None:
    """Return how a task ended, or None as long as it has not, as far as the catalog has heard."""
    known = Task.objects.filter(pk=task).first()
    if known is None or known.is_open:
        return None
    if known.gone_at:
        raise errors.TaskGone
    return {"outcome": known.status or "done"}  # one heard of by an earlier release ended somehow


def repair_of(*, asset: UUID, loan: UUID) -> dict[str, Any]:
    """Return what to say of a repair: how it came back, what was noted, and where photos are."""
    line = LoanLine.objects.select_related("asset").get(asset=asset, loan=loan)
    said = f"It came back {line.condition_in}. {line.note}".strip()
    return {
        "title": f"Repair {line.asset.tag}",
        "description": f"{said}\n\nPhotos: {line.asset.page_address}",
        "kind": "repair",
        "asset": asset,
    }


def preparation_of(*, reservation: UUID) -> dict[str, Any]:
    """Return what to say of what is prepared: what, and until when."""
    row = Reservation.objects.get(pk=reservation)
    lines = reservation_lines_in_order().filter(reservation=row)
    return {
        "title": f"Prepare what is fetched on {row.starts_at:%Y-%m-%d %H:%M} UTC",
        "description": "\n".join(str(line) for line in lines),
        "kind": "preparation",
        "due_at": row.starts_at,
    }


def prepared(*, reservation: UUID, task: UUID) -> dict[str, str] | None:
    """Return that it is prepared, or None as long as it is not."""
    status = Reservation.objects.values_list("status", flat=True).get(pk=reservation)
    if status != ReservationStatus.APPROVED:
        raise errors.NotApproved(status)
    ended = ended_task(task)
    if ended and ended["outcome"] == "cancelled":
        raise errors.NotPrepared
    return ended


def readiness_of(*, reservation: UUID) -> dict[str, Any]:
    """Return whom to tell that what is ready."""
    row = Reservation.objects.get(pk=reservation)
    return {
        "person": row.borrower,
        "about": row.pk,
        "title": f"Your gear for {row.starts_at:%Y-%m-%d %H:%M} UTC is ready",
    }
