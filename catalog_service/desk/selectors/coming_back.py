"""How an asset came back last."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog_service.attachments.models import Attachment, Moment
from catalog_service.gear.models import Asset
from catalog_service.lending.models import LoanLine


@dataclass(frozen=True)
class CameBack:
    """The line of the loan, and the photos that were taken then."""

    line: LoanLine
    photos: Sequence[Attachment]


def came_back(asset: Asset) -> CameBack | None:
    """Return how an asset came back last, if it was ever lent."""
    back = LoanLine.objects.filter(asset=asset, returned_at__isnull=False)
    line = back.order_by("-returned_at").first()
    if line is None:
        return None
    photos = Attachment.objects.filter(loan=line.loan_id, asset=asset, moment=Moment.IN)
    return CameBack(line, list(photos.order_by("created_at")))
