"""What the flows of lending look at before they go on."""

from typing import Any
from uuid import UUID

from catalog_service.gear.models import Task
from catalog_service.lending import errors
from catalog_service.lending.models import LoanLine


def ended_task(task: UUID | str) -> dict[str, str] | None:
    """Return how a task ended, or None as long as it has not, as far as the catalog has heard."""
    known = Task.objects.filter(pk=task).first()
    if known is None or known.is_open:
        return None
    if known.gone_at:
        raise errors.TaskGone
    return {"outcome": known.status or "done"}  # one heard of by an earlier release ended somehow


def repair_of(*, asset: UUID, loan: UUID) -> dict[str, Any]:
    """Return what to say of a repair: what it is, how it came back, and what was noted."""
    line = LoanLine.objects.select_related("asset").get(asset=asset, loan=loan)
    said = f"It came back {line.condition_in}."
    return {
        "title": f"Repair {line.asset.tag}",
        "description": f"{said} {line.note}".strip(),
        "kind": "repair",
        "asset": asset,
    }
