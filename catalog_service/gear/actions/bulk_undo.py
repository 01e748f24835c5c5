"""Undo what was made and changed many at once, as the history tells it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from catalog_service.gear.actions.bulk_rows import one_at_a_time
from catalog_service.gear.events import AssetChanged, AssetDeleted
from catalog_service.gear.models import (
    Asset,
    Category,
    Location,
    Manufacturer,
    Port,
    Product,
    StatusLabel,
)
from chassis.auth import Caller
from chassis.events import publish
from chassis.history import undoing
from chassis.history.undoing import Reason, Sorted, Writes

# What can be undone, those that need others first; and what each is called by.
UNDOABLE: dict[type[Model], str] = {
    Asset: "tag",
    Product: "title",
    Port: "name",
    Category: "name",
    Location: "name",
    StatusLabel: "name",
    Manufacturer: "name",
}


@transaction.atomic
def undo_gear(
    *,
    model: type[Model],
    ids: Sequence[UUID],
    writes: Writes,
    by: Caller,
    needed: Collection[UUID] = (),
) -> Sorted:
    """Undo what some writes did to some rows; what was changed since is left, and why is told.

    So is what others need as it is.
    """
    one_at_a_time()
    rows = undoing.sort(model, [id for id in ids if id not in needed], writes)
    rows.left.update((id, Reason.IN_USE) for id in ids if id in needed)
    ends = _ends(rows.made) if model is Asset else []
    undoing.take_back(model, rows, writes)
    if model is Asset:
        restored = Asset.objects.filter(pk__in=rows.changed).select_related("product")
        publish(*ends, *(AssetChanged.of(asset) for asset in restored.order_by("pk")))
    return rows


def _ends(ids: Sequence[UUID]) -> list[AssetDeleted]:
    versions = Asset.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "version")
    return [AssetDeleted(asset_id=pk, version=version + 1) for pk, version in versions]
