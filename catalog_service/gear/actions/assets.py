"""The verbs of assets."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Case, F, ProtectedError, Value, When
from django.db.models.functions import Coalesce, NullIf

from catalog_service.gear import errors
from catalog_service.gear.actions.status_labels import label_in, labelled
from catalog_service.gear.events import AssetChanged, AssetDeleted
from catalog_service.gear.models import Asset, Location, Product
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.events import publish


@transaction.atomic(savepoint=False)
def create_asset(*, by: Caller, **details: Any) -> Asset:
    """Add one physical thing."""
    return _write(Asset(), details)


@transaction.atomic(savepoint=False)
def change_asset(*, asset: Asset, by: Caller, **changes: Any) -> Asset:
    """Change some of an asset; what is not named stays as it is."""
    return _write(asset, changes)


@transaction.atomic(savepoint=False)
def delete_asset(*, asset: Asset, by: Caller) -> None:
    """Delete an asset; its history stays."""
    last = Asset.objects.select_for_update().filter(pk=asset.pk).first()
    if last:  # else somebody else was faster, and has told
        try:
            last.delete()
        except ProtectedError as error:
            raise errors.AssetInUse from error
        publish(AssetDeleted(asset_id=asset.pk, version=last.version + 1))


def move_assets(
    *,
    ids: Collection[UUID],
    by: Caller,
    status: str,
    condition: str = "",
    to: Location | None = None,
    leaves: Location | None = None,
) -> None:
    """Put assets that the caller has locked into one status; a condition says how they look.

    What goes `to` a place belongs where it was, unless it belongs somewhere already; what `leaves`
    one is where it belongs again.
    """
    if ids:
        words: dict[str, Any] = {"status": status, "status_label": label_in(status)}
        if condition:
            words["condition"] = condition
        if to:
            before = NullIf("location", Value(to.pk))
            words |= {"location": to, "home_location": Coalesce("home_location", before)}
        if leaves:
            home = Case(When(location=leaves, then=F("home_location")), default=F("location"))
            words["location"] = home
        Asset.objects.filter(pk__in=ids).update(**words)
        _tell_of(ids)


def tell_of_new_title(*, product_ids: Collection[UUID]) -> None:
    """Tell that the assets of some products are called otherwise from now on."""
    assets = Asset.objects.filter(product__in=product_ids)
    held = list(assets.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    tell_anew(ids=held)


def tell_anew(*, ids: Collection[UUID]) -> None:
    """Give assets that the caller has locked a new version: what others see of them changed."""
    if ids:
        Asset.objects.filter(pk__in=ids).update(version=F("version"))
        _tell_of(ids)


def _tell_of(ids: Collection[UUID]) -> None:
    told = Asset.objects.filter(pk__in=ids).select_related("product")
    publish(*(AssetChanged.of(asset) for asset in told))


def _write(asset: Asset, changes: dict[str, Any]) -> Asset:
    before = asset.product_id
    for name, value in labelled(asset, changes).items():
        setattr(asset, name, value)
    if asset.product_id != before:
        asset.product.title = _hold_title(asset.product)
    with clashes(one_asset_per_tag=errors.TagTaken(attr="tag")):
        asset.save()
    publish(AssetChanged.of(asset))
    return asset


def _hold_title(product: Product) -> str:
    """Return a product's title, which nobody changes before the transaction ends.

    Who renames a product tells so of its assets, and could not see one that is just coming to it.
    One that is there already he locks after the product: its verbs must not wait for him then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM gear_product WHERE id = %s FOR SHARE", [product.pk])
        (title,) = cursor.fetchone() or (product.title,)
    return str(title)
