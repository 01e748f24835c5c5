"""What tasks ask the catalog."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from chassis.clients import Upstream, UpstreamAway, UpstreamRefused
from chassis.projections.freshness import as_of
from tasks_service.work.errors import AssetNotThere, NoAsset
from tasks_service.work.models import Asset, Task

CATALOG = Upstream("catalog")
SECONDS = 1.0  # a person waits, and what was last heard will do
UNKNOWN = {"serial": None, "status": None, "location": None}


def asset_of(task: Task) -> dict[str, Any]:
    """Return what a task is about: as the catalog shows it now, else as it was last heard of."""
    if task.asset_id is None:
        raise NoAsset
    try:
        return {**_shown(task.asset_id), "as_of": timezone.now(), "is_stale": False}
    except UpstreamAway:
        if known := _last_known(task.asset_id):
            return known
        raise


def _shown(asset_id: UUID) -> dict[str, Any]:
    try:
        answer = CATALOG.get(f"/internal/assets/{asset_id}/", deadline=SECONDS)
    except UpstreamRefused as refused:
        if refused.answered == 404:
            raise AssetNotThere from refused
        raise
    shown: dict[str, Any] = answer.json()
    return shown


def _last_known(asset_id: UUID) -> dict[str, Any] | None:
    asset: Any = Asset.objects.known().filter(id=asset_id).first()
    if asset is None:
        return None
    known = {"id": asset.id, "tag": asset.tag, "title": asset.title}
    return {**known, **UNKNOWN, "as_of": as_of(Asset).first(), "is_stale": True}
