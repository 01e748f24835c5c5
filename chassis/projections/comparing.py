"""Compare a projection with its source's feed, and never take an event on its way for a drift.

Pages are compared by ids first: whatever differs there is only suspected. Each suspect is then read
here, there, and, once all that the source had committed by then has been applied, here again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Any
from uuid import UUID

from chassis.projections.applying import content
from chassis.projections.freshness import wait_until
from chassis.projections.models import Projection
from chassis.projections.source import MOST_IDS, Source

SETTLED_TOGETHER = 5_000


class Kind(StrEnum):
    """How a row differs from its source."""

    MISSING = "missing"  # the source has it, nothing is known of it here
    STALE = "stale"  # an older version is known here
    DIFFERENT = "different"  # the same version says something else, or a newer one was made up
    EXTRA = "extra"  # known here, and the source has no such row


@dataclass(frozen=True)
class Difference:
    """A row that is not as it is at its source."""

    kind: Kind
    id: UUID
    here: Projection | None
    there: Projection | None

    def told(self) -> dict[str, Any]:
        """Return the difference as JSON has it, with both versions."""
        return {
            "id": str(self.id),
            "kind": str(self.kind),
            "here": self.here.version if self.here else None,
            "there": self.there.version if self.there else None,
        }


@dataclass(frozen=True)
class Look:
    """Some suspects: here, and a moment later there."""

    ids: Sequence[UUID]
    here: Mapping[Any, Projection]
    there: Mapping[Any, Projection]
    as_of: datetime


class Comparison:
    """One walk through a projection and its source."""

    def __init__(self, model: type[Projection], source: Source) -> None:
        self.model = model
        self.source = source
        self.compared = 0

    def differences(self) -> Iterator[Difference]:
        """Return what differs for certain."""
        suspects = self._suspects()
        while ids := list(islice(suspects, SETTLED_TOGETHER)):
            yield from self._settled(ids)

    def _suspects(self) -> Iterator[UUID]:
        after: UUID | None = None
        while True:
            page = self.source.page(after)
            there = {row.pk: row for row in page.rows}
            here = {row.pk: row for row in self._known(after, page.next)}
            self.compared += len(there | here)
            yield from (id for id in there | here if _differ(here.get(id), there.get(id)))
            if page.next is None:
                return
            after = page.next

    def _known(self, after: UUID | None, until: UUID | None) -> Iterable[Projection]:
        rows = self.model.objects.known()
        rows = rows.filter(pk__gt=after) if after else rows
        return (rows.filter(pk__lte=until) if until else rows).iterator()

    def _settled(self, ids: Sequence[UUID]) -> Iterator[Difference]:
        chunks = (ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS))
        looks = [self._look(chunk) for chunk in chunks]
        wait_until(self.model.source, max(look.as_of for look in looks))
        for look in looks:
            now = self.model.objects.in_bulk(look.ids)
            for id in look.ids:
                now_here, there = now.get(id), look.there.get(id)
                if kind := judge(look.here.get(id), there, now_here):
                    yield Difference(kind, id, now_here, there)

    def _look(self, ids: Sequence[UUID]) -> Look:
        here = self.model.objects.in_bulk(ids)
        page = self.source.called(ids)
        return Look(ids, here, {row.pk: row for row in page.rows}, page.as_of)


def judge(
    before: Projection | None, there: Projection | None, after: Projection | None
) -> Kind | None:
    """Return how a row differs, having been read here, there, and here when all had arrived."""
    if there is None:
        return Kind.EXTRA if _is_known(before) and _is_known(after) else None
    if after is None:
        return Kind.MISSING
    if after.version < there.version:
        return Kind.STALE
    is_made_up = before is not None and before.version > there.version
    says_else = after.version == there.version and content(after) != content(there)
    return Kind.DIFFERENT if is_made_up or says_else else None


def _is_known(row: Projection | None) -> bool:
    return row is not None and row.gone_at is None


def _differ(here: Projection | None, there: Projection | None) -> bool:
    return here is None or there is None or content(here) != content(there)
