"""What somebody has."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog_service.lending.models import LoanLine

MOST = 1_000


@dataclass(frozen=True, kw_only=True)
class Held:
    """A thing that somebody has, and when it should be back."""

    asset_id: UUID
    tag: str
    title: str
    due_at: datetime
    loan_id: UUID


def held_by(person: UUID) -> list[Held]:
    """Return the things that somebody has, the first due first; of more than thousand the first."""
    out = LoanLine.objects.filter(loan__borrower=person, returned_at=None, lost=False)
    lines = out.select_related("asset__product").order_by("due_at", "pk")[:MOST]
    return [
        Held(
            asset_id=line.asset_id,
            tag=line.asset.tag,
            title=str(line.asset.product),
            due_at=line.due_at,
            loan_id=line.loan_id,
        )
        for line in lines
    ]
