"""The verbs of assets."""

from typing import Any

from django.db import transaction

from catalog_service.gear import errors
from catalog_service.gear.models import Asset
from chassis.auth import Caller
from chassis.errors.clashes import clashes


@transaction.atomic
def create_asset(*, by: Caller, **details: Any) -> Asset:
    """Add one physical thing."""
    return _write(Asset(), details)


@transaction.atomic
def change_asset(*, asset: Asset, by: Caller, **changes: Any) -> Asset:
    """Change some of an asset; what is not named stays as it is."""
    return _write(asset, changes)


@transaction.atomic
def delete_asset(*, asset: Asset, by: Caller) -> None:
    """Delete an asset; its history stays."""
    asset.delete()


def _write(asset: Asset, changes: dict[str, Any]) -> Asset:
    for name, value in changes.items():
        setattr(asset, name, value)
    with clashes(one_asset_per_tag=errors.TagTaken(attr="tag")):
        asset.save()
    return asset
