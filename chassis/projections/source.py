"""The feed of a projection's source, read page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from chassis.clients import Upstream
from chassis.projections.models import Projection
from chassis.projections.registry import readings

MOST_IDS = 100  # in one request: its address must fit into a header
PATIENCE_SECONDS = 10.0
ANSWER_SECONDS = 5.0  # for a thousand rows


@dataclass(frozen=True)
class Answer:
    """A page as it is on the wire."""

    as_of: datetime
    next: UUID | None
    results: list[dict[str, Any]]


@dataclass(frozen=True)
class Page:
    """Some rows as they are at their source; all that was committed until `as_of` is in them."""

    rows: Sequence[Projection]
    as_of: datetime
    next: UUID | None


class Source:
    """What the service that a projection's rows belong to says of them now."""

    def __init__(self, model: type[Projection]) -> None:
        self.model = model
        self.reading = readings[model]

    def pages(self) -> Iterator[Page]:
        """Return every row, in the order of ids."""
        page = self.page(None)
        yield page
        while page.next:
            page = self.page(page.next)
            yield page

    def page(self, after: UUID | None, limit: int = 1000) -> Page:
        """Return the rows that follow an id, or the first ones."""
        return self._ask(limit=limit, **({"cursor": after} if after else {}))

    def called(self, ids: Sequence[UUID]) -> Page:
        """Return the rows with these ids, as far as there are any."""
        return self._ask(id=[str(id) for id in ids])

    def _ask(self, **parameters: Any) -> Page:
        path = f"/internal/snapshots/{self.model.feed}/"
        response = Upstream(self.model.source).get(
            path, params=parameters, deadline=PATIENCE_SECONDS, timeout=ANSWER_SECONDS
        )
        answer = msgspec.json.decode(response.body, type=Answer)
        return Page([self._row(row) for row in answer.results], answer.as_of, answer.next)

    def _row(self, row: dict[str, Any]) -> Projection:
        return self.reading(msgspec.convert(row, self.reading.seen))
