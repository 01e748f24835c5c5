"""When an asset is free, for a person to look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog_service.gear.models import Asset
from catalog_service.lending.models import KEPT_BACK, Hold, LoanLine
from chassis.auth import Caller


@dataclass(frozen=True)
class Span:
    """From a moment on, until before another."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Kept(Span):
    """When an asset is somebody's; the id of what it is for, if the reader may see that."""

    kind: str
    id: UUID | None


@dataclass(frozen=True)
class Availability(Span):
    """When an asset is free within a time, and what is in between."""

    asset: UUID
    tag: str
    status: str
    is_overdue: bool
    free: Sequence[Span]
    taken: Sequence[Kept]


def availability(
    asset: Asset, starts_at: datetime, ends_at: datetime, *, to: Caller, at: datetime
) -> Availability:
    """Return when an asset is free within a time, as far as a caller may know."""
    holds = Hold.objects.of_assets([asset.pk]).within(starts_at, ends_at).order_by("starts_at")
    related = "reservation_line__reservation", "loan_line__loan"
    taken = [_kept(hold, to) for hold in holds.select_related(*related)]
    is_kept_back = asset.status in KEPT_BACK
    out = LoanLine.objects.filter(asset=asset, returned_at=None, lost=False)
    return Availability(
        starts_at=starts_at,
        ends_at=ends_at,
        asset=asset.pk,
        tag=asset.tag,
        status=asset.status,
        is_overdue=out.filter(due_at__lt=at).exists(),
        free=[] if is_kept_back else list(_between(taken, starts_at, ends_at)),
        taken=taken,
    )


def _kept(hold: Hold, to: Caller) -> Kept:
    line = hold.reservation_line or hold.loan_line
    kind = "reservation" if hold.reservation_line else "loan"
    reason = getattr(line, kind)
    is_seen = to.sees_all or reason.borrower == to.person_id
    return Kept(hold.starts_at, hold.ends_at, kind, reason.pk if is_seen else None)


def _between(taken: Sequence[Kept], starts_at: datetime, ends_at: datetime) -> Iterator[Span]:
    """Yield what is left of a time; no two of what is taken overlap, and they are in order."""
    for each in taken:
        if starts_at < each.starts_at:
            yield Span(starts_at, each.starts_at)
        starts_at = each.ends_at
    if starts_at < ends_at:
        yield Span(starts_at, ends_at)
