"""The verb for what comes back broken, whatever loan it belongs to."""

from datetime import datetime
from typing import Any

from django.db import transaction

from catalog_service.desk.actions import photos
from catalog_service.desk.errors import NotOut
from catalog_service.gear.models import Asset
from catalog_service.lending.models import Loan, LoanLine, TakenBack
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def take_back_damaged(
    *, asset: Asset, by: Caller, at: datetime, condition: str, note: str, photo: Any = None
) -> Loan:
    """Take an asset back from whoever has it; a flow has it repaired."""
    line = LoanLine.objects.out().filter(asset=asset).select_related("loan").first()
    if line is None:
        raise NotOut(asset.tag)
    seen = photos.Seen(TakenBack(asset, condition, note), photo)
    return photos.take_back(loan=line.loan, by=by, at=at, lines=[seen])
