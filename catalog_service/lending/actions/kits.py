"""The verbs of kits."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, ProtectedError

from catalog_service.gear.actions import names
from catalog_service.lending import errors
from catalog_service.lending.models import Kit, KitPart, Part, parts_in_order
from chassis.auth import Caller
from chassis.models import read_along


@transaction.atomic(savepoint=False)
def create_kit(*, by: Caller, parts: Sequence[Part], **details: Any) -> Kit:
    """Put some of several products together under one name."""
    return _write(Kit(), parts, details)


@transaction.atomic(savepoint=False)
def change_kit(*, kit: Kit, by: Caller, parts: Sequence[Part] | None = None, **changes: Any) -> Kit:
    """Change some of a kit; parts are replaced as a list. What was promised stays as it is."""
    return _write(kit, parts, changes)


@transaction.atomic(savepoint=False)
def delete_kit(*, kit: Kit, by: Caller) -> None:
    """Delete a kit that no reservation names; its products stay."""
    try:
        kit.delete()
    except ProtectedError as error:
        raise errors.KitInUse from error


def _write(kit: Kit, parts: Sequence[Part] | None, changes: dict[str, Any]) -> Kit:
    if parts is not None and not parts:
        raise errors.LinesMissing(attr="parts")
    kit = names.write(kit, changes)
    if parts is not None:
        _replace_parts(kit, parts)
    return kit


def _replace_parts(kit: Kit, parts: Sequence[Part]) -> None:
    """Make the list what it should be, and touch only the rows that differ."""
    wanted = {part.product.pk: part.count for part in parts}
    kit.parts.exclude(product__in=wanted).delete()
    kept = dict(kit.parts.values_list("product_id", "count"))
    changed = [
        KitPart(kit=kit, product_id=product, count=count)
        for product, count in wanted.items()
        if kept.get(product) != count
    ]
    KitPart.objects.bulk_create(
        changed, update_conflicts=True, update_fields=["count"], unique_fields=["kit", "product"]
    )
    read_along(kit, Prefetch("parts", queryset=parts_in_order()))
