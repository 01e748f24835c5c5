"""A page of a list: which rows it has, in which order, and how its neighbours are addressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.core.signing import Signer
from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.lookups import Exact, GreaterThan, LessThan
from django.http import HttpRequest

from chassis.api.cursors import Cursor, parse, signed, signer
from chassis.api.ordering import Column

CURSOR = "cursor"
Place = Sequence[Any]  # a row's values in the columns of the order
# What Django makes the absolute address of a request of, beside its path.
ADDRESSED = (
    "HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PROTO",
    "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme",
)  # fmt: skip
MOST_ADDRESSES, LONGEST_ADDRESS = 512, 512  # that a process remembers, and their letters
ADDRESSES: dict[tuple[Any, ...], str] = {}


@dataclass(frozen=True)
class Page:
    """A page of a list. `others` is what else was asked for: links repeat it."""

    ordering: str
    columns: tuple[Column, ...]
    limit: int
    others: tuple[tuple[str, tuple[str, ...]], ...]
    cursor: Cursor | None = None

    def at(self, cursor: str) -> "Page":
        """Return the page that a cursor names, of the same list. Raises ValidationError."""
        if not cursor:
            return self
        return replace(self, cursor=parse(cursor, self.ordering, self.columns))

    def about(self, ids: Mapping[str, str]) -> "Page":
        """Return the page of a list that is narrowed by other ids."""
        if not ids:
            return self
        others = ((name, (ids[name],) if name in ids else said) for name, said in self.others)
        return replace(self, others=tuple(others))

    @property
    def goes_back(self) -> bool:
        """Whether it is read from its end."""
        return self.cursor is not None and self.cursor.back

    def behind(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        """Keep the rows that come after the cursor's place."""
        if self.cursor is None:
            return rows
        return rows.filter(_beyond(self.columns, self.cursor.place, back=self.goes_back))

    def turned(self, found: list[Any]) -> list[Any]:
        """Cut the row that only tells whether there are more; return the others in their order."""
        rows = found[: self.limit]
        return rows[::-1] if self.goes_back else rows

    def links(
        self, address: str, ends: Sequence[Place], *, has_more: bool
    ) -> dict[str, str | None]:
        """Return the addresses of the pages after and before, None where there are no rows.

        `ends` are the places of the first and the last row, nothing for an empty page.
        """
        goes_back, began = self.goes_back, self.cursor is None
        is_next = bool(ends) and (goes_back or has_more)
        is_previous = bool(ends) and (has_more if goes_back else not began)
        return {
            "next": self._link(address, ends[-1], back=False) if is_next else None,
            "previous": self._link(address, ends[0], back=True) if is_previous else None,
        }

    def _link(self, address: str, place: Place, *, back: bool) -> str:
        before, after = self._around
        return f"{address}?{before}{CURSOR}={signed(place, self._signer, back=back)}{after}"

    @cached_property
    def _signer(self) -> Signer:
        return signer(self.ordering, self.columns)

    @cached_property
    def _around(self) -> tuple[str, str]:
        return _repeated(self.others)


def address(request: HttpRequest) -> str:
    """Return the absolute address of the list that is asked for, without its parameters.

    Django looks through a host's letters, and whether it is one of ours: once for each here.
    """
    said = (*map(request.META.get, ADDRESSED), request.path)
    found = ADDRESSES.get(said)
    if found is None:
        if len(ADDRESSES) >= MOST_ADDRESSES:
            ADDRESSES.clear()
        found = request.build_absolute_uri(request.path)
        if sum(map(len, filter(None, said))) <= LONGEST_ADDRESS:
            ADDRESSES[said] = found
    return found


@lru_cache(512)
def _repeated(others: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, str]:
    """Return what links say before and after the cursor: in the order of the alphabet."""
    before = urlencode([pair for pair in sorted(others) if pair[0] < CURSOR], doseq=True)
    after = urlencode([pair for pair in sorted(others) if pair[0] > CURSOR], doseq=True)
    return before and f"{before}&", after and f"&{after}"


def _beyond(order: Sequence[Column], place: Place, *, back: bool) -> Any:
    """Keep the rows after the place: one row comparison, or an OR of steps for mixed directions."""
    less = [column.descending != back for column in order]
    if len(order) > 1 and len(set(less)) == 1:
        lookup = TupleLessThan if less[0] else TupleGreaterThan
        return lookup(Tuple(*(column.expression() for column in order)), tuple(place))
    beyond, ties = Q(), Q()
    for column, value, is_less in zip(order, place, less, strict=True):
        step = (LessThan if is_less else GreaterThan)(column.expression(), value)
        beyond |= ties & Q(step)
        ties &= Q(Exact(column.expression(), value))
    return beyond
