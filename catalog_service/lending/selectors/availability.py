"""When assets are free, for a person to look at."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Coalesce

from catalog_service.gear.models import Asset, Person
from catalog_service.lending.models import KEPT_BACK, Hold, LoanLine
from catalog_service.lending.selectors.lendable import IS_BLOCKED
from catalog_service.lending.selectors.policies import policies_of_each
from catalog_service.lending.selectors.spans import Span, between, longest_buffer, opened_for_each
from chassis.auth import Caller

NONE = timedelta(0)


@dataclass(frozen=True)
class Kept(Span):
    """When an asset is somebody's; what for and whose, if the reader may see that."""

    kind: str
    id: UUID | None
    who: str


@dataclass(frozen=True)
class Availability(Span):
    """When an asset is free within a time, and what is in between."""

    asset: UUID
    tag: str
    status: str
    is_blocked: bool
    is_kept_back: bool  # nobody gets it, whenever that would be
    due_at: datetime | None  # when it should have been back
    time_zones: Collection[str]  # in which the opening hours are meant
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
    rules = policies_of_each("asset", ids)
    hours = opened_for_each(rules, whole)
    buffers = {pk: longest_buffer(policies) for pk, policies in rules.items()}
    kept = _kept(ids, starts_at, ends_at + max(buffers.values(), default=NONE), to)
    late = LoanLine.objects.out().filter(asset=OuterRef("pk"), due_at__lt=at).values("due_at")
    now = Asset.objects.order_by().filter(pk__in=ids).values_list("pk", IS_BLOCKED, Subquery(late))
    standing = {pk: (is_blocked, due_at) for pk, is_blocked, due_at in now}
    found = []
    for asset in assets:
        pk, (is_blocked, due_at) = asset.pk, standing.get(asset.pk, (False, None))
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
                due_at=due_at,
                time_zones={rule.time_zone for rule in rules[pk]},
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
    borrower = Coalesce("reservation_line__reservation__borrower", "loan_line__loan__borrower")
    name = Person.objects.known().filter(pk=OuterRef("borrower")).values("name")
    who = Coalesce(Subquery(name), "loan_line__loan__place__path", output_field=TextField())
    named = holds.annotate(borrower=borrower, who=who)
    for hold in named.select_related("reservation_line__reservation", "loan_line__loan"):
        kept[hold.asset_id].append(_seen(hold, to))
    return kept


def _seen(hold: Any, to: Caller) -> Kept:
    line = hold.reservation_line or hold.loan_line
    kind = "reservation" if hold.reservation_line else "loan"
    is_seen = to.sees_all or (hold.borrower is not None and hold.borrower == to.person_id)
    seen = (getattr(line, kind).pk, hold.who or "") if is_seen else (None, "")
    return Kept(hold.starts_at, hold.ends_at, kind, *seen)
