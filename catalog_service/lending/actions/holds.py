"""Keeping assets for one at a time."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from catalog_service.gear.models import Asset
from catalog_service.lending import errors, selectors
from catalog_service.lending.models import KEPT_BACK, Hold
from chassis.errors.clashes import clashes
from chassis.postgres.statements import later

Held = Mapping[UUID, Asset]  # assets as they are now, which nobody else changes meanwhile


def look(
    assets: Collection[Asset], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> None:
    """Refuse assets that are taken at a time, but for the `own` holds; nobody waits for that."""
    _refuse_taken({asset.pk for asset in assets}, starts_at, ends_at, own)


def claim(
    assets: Collection[Asset], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> Held:
    """Lock assets that are free at a time; `own` holds are in nobody's way."""
    ids = {asset.pk for asset in assets}
    with _telling_what_came_before(ids, starts_at, ends_at, own), _no_asset_is_promised_twice():
        selectors.lock_if_free(ids, starts_at, ends_at, own=own)
        return _all(ids, Asset.objects.all())


def promise(
    lines: Mapping[UUID, int], starts_at: datetime, ends_at: datetime, *, own: Collection[int]
) -> None:
    """Lock assets that are free at a time and keep them for lines of a reservation.

    In one message: others wait for the lock.
    """
    with _telling_what_came_before(lines, starts_at, ends_at, own), _no_asset_is_promised_twice():
        selectors.lock_if_free(lines, starts_at, ends_at, own=own)
        later(_KEEP, [starts_at, ends_at, list(lines), list(lines.values())])
        are_unfit = selectors.some_are_unfit(lines)
    if are_unfit:
        refuse_kept_back(lock(lines).values())


def lock(ids: Collection[UUID]) -> Held:
    """Lock assets, everybody in one order, and read them as they are now."""
    return _all(ids, Asset.objects.select_for_update(no_key=True).order_by("pk"))


def refuse_kept_back(assets: Collection[Asset], *states: str) -> None:
    """Refuse locked assets that can be promised to nobody, or are in one of some more states."""
    unfit = [asset for asset in assets if asset.status in (*KEPT_BACK, *states)]
    if unfit:
        raise errors.NotLendable(
            [
                {"asset": str(asset.pk), "tag": asset.tag, "status": asset.status}
                for asset in sorted(unfit, key=lambda asset: asset.tag)
            ]
        )


def refuse_blocked(assets: Iterable[Asset]) -> None:
    """Refuse what has to be looked after first, and is due for it."""
    tags = {asset.pk: asset.tag for asset in assets}
    if due := selectors.blocking(tags):
        raise errors.GearBlocked(
            [
                {"asset": str(asset), "tag": tags[asset], "task": str(task), "title": title}
                for asset, task, title in due
            ]
        )


def keep(holds: Sequence[Hold]) -> None:
    """Keep assets. That they are free was seen; the database decides."""
    with _no_asset_is_promised_twice():
        Hold.objects.bulk_create(holds)


def release(own: Q) -> None:
    """Keep assets no longer: others may have them from now on."""
    Hold.objects.filter(own).delete()


def _all(ids: Collection[UUID], rows: "QuerySet[Asset]") -> Held:
    held = {asset.pk: asset for asset in rows.filter(pk__in=ids)}
    if len(held) < len(ids):
        raise errors.AssetGone
    return held


def _no_asset_is_promised_twice() -> AbstractContextManager[None]:
    return clashes(no_asset_is_promised_twice=errors.Taken())


@contextmanager
def _telling_what_came_before(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, own: Collection[int]
) -> Iterator[None]:
    """Let whoever has waited in vain look again."""
    try:
        yield
    except errors.Taken:
        _refuse_taken(ids, starts_at, ends_at, own)
        raise  # what came first is over again


def _refuse_taken(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, own: Collection[int]
) -> None:
    taken, next_free, can_move = selectors.clashes(ids, starts_at, ends_at, own=own)
    if taken:
        raise errors.Taken(taken, next_free, can_move=can_move)


_KEEP = """
    INSERT INTO lending_hold (starts_at, ends_at, asset_id, reservation_line_id)
    SELECT %s::timestamptz, %s::timestamptz, * FROM unnest(%s::uuid[], %s::bigint[])
"""
