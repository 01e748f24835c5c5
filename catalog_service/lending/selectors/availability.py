"""When assets are free, for a person to look at."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from catalog_service.gear.models import Asset
from catalog_service.lending.models import KEPT_BACK, Hold, LoanLine
from catalog_service.lending.selectors.lendable import blocked
from catalog_service.lending.selectors.policies import policies_of_each
from catalog_service.lending.selectors.spans import Span, between, longest_buffer, opened_for_each
from chassis.auth import Caller

NONE = timedelta(0)


@dataclass(frozen=True)
class Kept(Span):
    """When an asset is somebody's; the id of what it is for, if the reader may see that."""

    kind: str
    id: UUID | None
    borrower: UUID | None


@dataclass(frozen=True)
class Availability(Span):
    """When an asset is free within a time, and what is in between."""

    asset: UUID
    tag: str
    status: str
    is_blocked: bool
    is_kept_back: bool  # nobody gets it, whenever that would be
    due_at: datetime | None  # when it should have been back
    open: Sequence[Span]
    free: Sequence[Span]
    taken: Sequence[Kept]

    @property
    def is_overdue(self) -> bool:
        """Whether it should be back by now."""
        return self.due_at is not None


def availability(
    assets: Sequence[Asset], starts_at: datetime, ends_at: datetime, *, to: Caller, at: datetime
) -> list[Availability]:
    """Return when assets are free within a time, as far as a caller may know.

    What is free can be reserved to its end: how long it then stays at the desk is none of it.
    """
    ids, whole = [asset.pk for asset in assets], Span(starts_at, ends_at)
    rules, due = policies_of_each("asset", ids), blocked(ids)
    hours = opened_for_each(rules, whole)
    buffers = {pk: longest_buffer(policies) for pk, policies in rules.items()}
    kept = _kept(ids, starts_at, ends_at + max(buffers.values(), default=NONE), to)
    late = LoanLine.objects.out().filter(asset__in=ids, due_at__lt=at)
    since = dict(late.values_list("asset_id", "due_at"))
    found = []
    for asset in assets:
        pk, is_blocked = asset.pk, asset.pk in due
        is_kept_back = is_blocked or asset.status in KEPT_BACK
        taken = [Span(each.starts_at - buffers[pk], each.ends_at) for each in kept[pk]]
        found.append(
            Availability(
                starts_at=starts_at,
                ends_at=ends_at,
                asset=pk,
                tag=asset.tag,
                status=asset.status,
                is_blocked=is_blocked,
                is_kept_back=is_kept_back,
                due_at=since.get(pk),
                open=hours[pk],
                free=[] if is_kept_back else list(between(taken, whole)),
                taken=[each for each in kept[pk] if each.starts_at < ends_at],
            )
        )
    return found


def _kept(
    ids: Collection[UUID], starts_at: datetime, ends_at: datetime, to: Caller
) -> Mapping[UUID, Sequence[Kept]]:
    holds = Hold.objects.of_assets(ids).within(starts_at, ends_at).order_by("starts_at")
    kept: dict[UUID, list[Kept]] = defaultdict(list)
    for hold in holds.select_related("reservation_line__reservation", "loan_line__loan"):
        kept[hold.asset_id].append(_seen(hold, to))
    return kept


def _seen(hold: Hold, to: Caller) -> Kept:
    line: Any = hold.reservation_line or hold.loan_line
    kind = "reservation" if hold.reservation_line else "loan"
    reason = getattr(line, kind)
    is_seen = to.sees_all or reason.borrower == to.person_id
    seen = (reason.pk, reason.borrower) if is_seen else (None, None)
    return Kept(hold.starts_at, hold.ends_at, kind, *seen)
