"""When assets are promised or out, and when they are free."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from catalog_service.lending.models import Hold, HoldQuerySet
from chassis.defaults import WIRE_DATETIME

MOST_CLASHES = 100
NEXT = 3

Span = dict[str, str]


def wire(at: datetime) -> str:
    """Return a moment as answers say it."""
    return at.astimezone(UTC).strftime(WIRE_DATETIME)


def clashes(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, *, own: Q
) -> list[dict[str, str]]:
    """Return what keeps some of the assets at that time; `own` holds are in nobody's way."""
    holds = _holds(ids, own).within(starts_at, ends_at).select_related("asset")
    return [
        {
            "asset": str(hold.asset_id),
            "tag": hold.asset.tag,
            "from": wire(hold.starts_at),
            "to": wire(hold.ends_at),
        }
        for hold in holds.order_by("starts_at", "asset_id")[:MOST_CLASHES]
    ]


def next_free(ids: Collection[UUID], length: timedelta, *, after: datetime, own: Q) -> list[Span]:
    """Return when all of the assets are free next for so long: always when something ends."""
    ends = OuterRef("ends_at")
    following = _holds(ids, own).filter(starts_at__lt=ends + length, ends_at__gt=ends)
    holds = _holds(ids, own).filter(~Exists(following), ends_at__gt=after)
    begins = holds.order_by("ends_at").values_list("ends_at", flat=True).distinct()[:NEXT]
    return [{"from": wire(begin), "to": wire(begin + length)} for begin in begins]


def _holds(ids: Collection[UUID], own: Q) -> HoldQuerySet:
    holds = Hold.objects.of_assets(ids)
    return holds.exclude(own) if own else holds
