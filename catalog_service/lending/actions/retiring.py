"""The verb that takes gear out of use."""

from datetime import datetime

from django.db import transaction

from catalog_service.gear.actions import change_asset
from catalog_service.gear.models import Asset, Status
from catalog_service.lending import errors
from catalog_service.lending.actions import holds
from catalog_service.lending.models import Hold, LoanLine
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def retire_asset(*, asset: Asset, by: Caller, at: datetime) -> Asset:
    """Take an asset out of use, unless somebody has it or was promised it."""
    held = holds.lock({asset.pk})[asset.pk]
    if LoanLine.objects.filter(asset=held, returned_at=None, lost=False).exists():
        raise errors.StillOut(held.tag)
    if Hold.objects.of_assets([held.pk]).filter(ends_at__gt=at).exists():
        raise errors.StillPromised(held.tag)
    return change_asset(asset=held, by=by, status=Status.RETIRED)
