"""How what is out looked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from catalog_service.attachments.models import Attachment
from catalog_service.lending.models import Loan


def looked(loan: Loan) -> Mapping[UUID | None, Sequence[Attachment]]:
    """Return the photos of a loan by asset, in the order in which they were taken."""
    found: dict[UUID | None, list[Attachment]] = defaultdict(list)
    for photo in Attachment.objects.filter(loan=loan).order_by("created_at", "id"):
        if photo.is_picture:
            found[photo.asset_id].append(photo)
    return found
