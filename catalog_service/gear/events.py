"""What gear tells other services."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from chassis.events import Event


@dataclass(frozen=True, kw_only=True)
class AssetChanged(Event):
    """An asset was added or changed, or its product has a new title."""

    type: ClassVar[str] = "catalog.asset_changed.v1"
    subject: ClassVar[str] = "asset_id"

    asset_id: UUID
    tag: str
    title: str  # its product's
    product_id: UUID

    @classmethod
    def of(cls, asset: Any) -> "AssetChanged":
        """Return what others may know of an asset."""
        return cls(
            asset_id=asset.id,
            tag=asset.tag,
            title=asset.product.title,
            product_id=asset.product_id,
            version=asset.version,
        )


@dataclass(frozen=True, kw_only=True)
class AssetDeleted(Event):
    """An asset was deleted."""

    type: ClassVar[str] = "catalog.asset_deleted.v1"
    subject: ClassVar[str] = "asset_id"

    asset_id: UUID
