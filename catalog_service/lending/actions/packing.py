"""Placing promises on assets: who has none of their own yet gets one for the whole of a time.

Whether all fit is a puzzle that no rule of thumb solves, so it is tried out: those that come first
are placed first, and taken back where a later one finds no place. Few promises of one product touch
each other, and a moment with more of them than places is found before anything is tried.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

MOST_UNITS, MOST_TRIES = 300, 20_000  # what is not solved by then counts as taken


@dataclass(frozen=True)
class Span:
    """From a moment on, until before another."""

    starts_at: datetime
    ends_at: datetime

    def touches(self, other: "Span") -> bool:
        """Tell whether both have a moment in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Unit(Span):
    """One that needs a place: of a promise that has one already, its hold and that place."""

    hold: int | None = None
    place: UUID | None = None

    def within(self, span: Span) -> "Unit":
        """Return what of it is within a time."""
        begin, end = max(self.starts_at, span.starts_at), min(self.ends_at, span.ends_at)
        return replace(self, starts_at=begin, ends_at=end)


Placed = list[tuple[Unit, UUID]]


def movable(units: Iterable[Unit], span: Span) -> list[Unit]:
    """Return those that a new promise could touch by moving others, one after another."""
    rest, found = list(units), [span]
    reached: list[Unit] = []
    while found:
        near = [unit for unit in rest if any(unit.touches(each) for each in found)]
        rest = [unit for unit in rest if unit not in near]
        reached += near
        found = list(near)
    return reached


@dataclass
class Puzzle:
    """Places, when they are taken for good, and which of them are fit for what is new."""

    places: Sequence[UUID]
    taken: Mapping[UUID, Sequence[Span]]
    fit: Collection[UUID]
    tries: int = 0
    placed: dict[UUID, list[Span]] = field(default_factory=dict)

    def solve(self, units: Collection[Unit]) -> Placed | None:
        """Return a place for each; None if there is no way. Who has a place keeps it if it can."""
        if self._is_too_much(units):
            return None
        found = self._place_one_by_one(sorted(units, key=lambda unit: unit.place is None))
        if found is None and len(units) <= MOST_UNITS:
            self._begin()
            order = sorted(units, key=lambda unit: (unit.starts_at, unit.place is None))
            found = self._try(order)
        return found

    def _begin(self) -> None:
        self.placed = {place: list(self.taken.get(place, ())) for place in self.places}

    def _place_one_by_one(self, waiting: Sequence[Unit]) -> Placed | None:
        """Give each the first place that is free; mostly that is enough."""
        self._begin()
        found = []
        for unit in waiting:
            place = next(self._choices(unit), None)
            if place is None:
                return None
            self.placed[place].append(unit)
            found.append((unit, place))
        return found

    def _try(self, waiting: Sequence[Unit]) -> Placed | None:
        if not waiting:
            return []
        unit, rest = waiting[0], waiting[1:]
        for place in self._choices(unit):
            self.tries += 1
            if self.tries > MOST_TRIES:
                return None
            self.placed[place].append(unit)
            found = self._try(rest)
            if found is not None:
                return [(unit, place), *found]
            self.placed[place].pop()
        return None

    def _choices(self, unit: Unit) -> Iterator[UUID]:
        """Yield where it could be: first where it is."""
        if unit.place in self.placed and self._is_free(unit.place, unit):
            yield unit.place
        for place in self.fit if unit.place is None else self.places:
            if place != unit.place and self._is_free(place, unit):
                yield place

    def _is_free(self, place: UUID, unit: Unit) -> bool:
        return not any(unit.touches(other) for other in self.placed[place])

    def _is_too_much(self, units: Collection[Unit]) -> bool:
        """Tell whether there is a moment with more of them than places."""
        spans = [*units, *(span for place in self.places for span in self.taken.get(place, ()))]
        begun = sorted(span.starts_at for span in spans)
        ended = sorted(span.ends_at for span in spans)
        done = 0
        for count, begin in enumerate(begun, 1):
            while ended[done] <= begin:
                done += 1
            if count - done > len(self.places):
                return True
        return False
