"""The verbs of repairs: what came back broken is looked after until it is mended or retired."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog_service.gear.actions import move_assets
from catalog_service.gear.models import Asset, Condition, Status
from catalog_service.lending import errors
from catalog_service.lending.actions import holds
from catalog_service.lending.actions.retiring import retire_asset
from catalog_service.lending.models import Loan
from chassis import sagas
from chassis.auth import Caller

FLOW = "lending.damaged_return"


def begin(assets: Collection[UUID], loan: Loan, *, by: Caller, at: datetime) -> None:
    """Have what came back broken repaired; what is being repaired already stays so."""
    for asset in sorted(assets):
        words = {"asset": str(asset), "loan": str(loan.pk)}
        sagas.start(FLOW, subject=asset, person=loan.borrower, by=by, at=at, told=words)


@transaction.atomic(savepoint=False)
def send_to_repair(*, asset: UUID, by: Caller) -> Asset:
    """Say that a quarantined asset is being repaired."""
    held = _held(asset)
    if held.status != Status.QUARANTINED:
        raise errors.NotQuarantined
    return _moved(held, Status.IN_REPAIR, by=by)


@transaction.atomic(savepoint=False)
def put_back(*, asset: UUID, by: Caller) -> Asset:
    """Let an asset that is not repaired after all be in quarantine again."""
    held = _held(asset)
    return _moved(held, Status.QUARANTINED, by=by) if held.status == Status.IN_REPAIR else held


@transaction.atomic(savepoint=False)
def end_repair(*, asset: UUID, is_mended: bool, by: Caller, at: datetime) -> Asset:
    """Let it be lent again, or retire it; what somebody decided meanwhile stays."""
    held = _held(asset)
    if held.status != Status.IN_REPAIR:
        return held
    if not is_mended:
        return retire_asset(asset=held, by=by, at=at)
    return _moved(held, Status.AVAILABLE, by=by, condition=Condition.OK)


def _held(asset: UUID) -> Asset:
    try:
        return holds.lock({asset})[asset]
    except KeyError as error:
        raise errors.NotQuarantined from error


def _moved(asset: Asset, status: Status, *, by: Caller, condition: str = "") -> Asset:
    move_assets(ids=[asset.pk], by=by, status=status, condition=condition)
    asset.refresh_from_db()
    return asset
