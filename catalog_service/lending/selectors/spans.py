"""Times, and what is left of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from catalog_service.lending.models import Policy


@dataclass(frozen=True)
class Span:
    """From a moment on, until before another."""

    starts_at: datetime
    ends_at: datetime


def between(taken: Iterable[Span], whole: Span) -> Iterator[Span]:
    """Yield what is left of a time; what is taken is in order."""
    at = whole.starts_at
    for each in taken:
        if at < (until := min(each.starts_at, whole.ends_at)):
            yield Span(at, until)
        at = max(at, each.ends_at)
    if at < whole.ends_at:
        yield Span(at, whole.ends_at)


def opened(rules: Iterable[Policy], whole: Span) -> Sequence[Span]:
    """Return when all policies hand gear out and take it back within a time."""
    found = [whole]
    for rule in rules:
        hours = [Span(*each) for each in rule.openings(whole.starts_at, whole.ends_at)]
        found = list(_common(found, hours))
    return found


def opened_for_each(
    rules: Mapping[UUID, Collection[Policy]], whole: Span
) -> Mapping[UUID, Sequence[Span]]:
    """Return the same for each of some; many go by the same policies."""
    known: dict[tuple[UUID, ...], Sequence[Span]] = {}
    found = {}
    for key, some in rules.items():
        policies = tuple(rule.pk for rule in some)
        if policies not in known:
            known[policies] = opened(some, whole)
        found[key] = known[policies]
    return found


def longest_buffer(rules: Iterable[Policy]) -> timedelta:
    """Return how long gear stays at the desk before it goes out again."""
    return max((rule.buffer for rule in rules), default=timedelta(0))


def _common(some: Sequence[Span], others: Sequence[Span]) -> Iterator[Span]:
    for one in some:
        for other in others:
            begin = max(one.starts_at, other.starts_at)
            end = min(one.ends_at, other.ends_at)
            if begin < end:
                yield Span(begin, end)
