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
    check_unheld(held, at=at)
    return change_asset(asset=held, by=by, status=Status.RETIRED)


def check_unheld(held: Asset, *, at: datetime) -> None:
    """Refuse an asset, which the caller has locked, that somebody has or was promised."""
    check_here(held)
    if Hold.objects.of_assets([held.pk]).filter(ends_at__gt=at).exists():
        raise errors.StillPromised(held.tag)


def check_here(held: Asset) -> None:
    """Refuse an asset, which the caller has locked, that somebody has."""
    if LoanLine.objects.out().filter(asset=held).exists():
        raise errors.StillOut(held.tag)
