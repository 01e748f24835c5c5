"""What this service offers others to build and compare their projections with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from chassis.events import Event


@dataclass(frozen=True)
class Feed:
    """All rows of a kind, each as the event that last told of it."""

    name: str
    rows: QuerySet[Any]
    fact: Callable[[Any], Event]

    def after(self, id: UUID | None, limit: int) -> list[dict[str, Any]]:
        """Return the rows that follow an id, or the first ones."""
        rows = self.rows.order_by("pk")
        return self._told((rows.filter(pk__gt=id) if id else rows)[:limit])

    def called(self, ids: list[UUID]) -> list[dict[str, Any]]:
        """Return the rows with these ids, as far as there are any."""
        return self._told(self.rows.filter(pk__in=ids))

    def _told(self, rows: QuerySet[Any]) -> list[dict[str, Any]]:
        """Return each row with its id, in the wire form of the event's data."""
        return [{"id": str(row.pk), **msgspec.to_builtins(self.fact(row))} for row in rows]


_feeds: dict[str, Feed] = {}
feeds: Mapping[str, Feed] = MappingProxyType(_feeds)


def offer(name: str, rows: QuerySet[Any], *, fact: Callable[[Any], Event]) -> None:
    """Offer rows at `/<service>/internal/snapshots/<name>/`, as what `fact` makes of each."""
    if name in _feeds:
        raise ValueError(f"Two feeds are called {name}.")
    _feeds[name] = Feed(name, rows, fact)
