"""The verb that changes an asset which somebody may have, or was promised."""

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Asset, Status
from catalog_service.lending.actions.retiring import check_here, check_unheld
from chassis.auth import Caller

HERE = (Status.AVAILABLE, Status.RESERVED)


@transaction.atomic(savepoint=False)
def change_asset(*, asset: Asset, by: Caller, **changes: Any) -> Asset:
    """Change some of an asset.

    Who takes it out of use is asked what retiring asks, and nobody says that it is here while
    somebody has it: it is taken back.
    """
    status = gear.status_after(asset, changes)
    if status == Status.RETIRED != asset.status:
        check_unheld(asset, at=now())
    if status in HERE and asset.status == Status.ON_LOAN:
        check_here(asset)
    return gear.change_asset(asset=asset, by=by, **changes)
