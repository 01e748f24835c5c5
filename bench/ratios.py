"""What is compared with what: the CPU or the time of one thing by that of another."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import race
from bench.figures import Figure
from bench.load import Cost
from bench.race import Lap, Pair


def cpu(cost: Cost) -> float:
    """Service and PostgreSQL, for one request."""
    return cost.cpu


def p50(cost: Cost) -> float:
    """What half of the requests took at most."""
    return cost.p50


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One thing by another, or by several together."""

    row: str
    what: str
    over: Pair
    under: tuple[Pair, ...]
    must: float
    aim: float
    is_limit: bool = False
    value: Callable[[Cost], float] = cpu
    connections: int = race.GATE

    def pairs(self) -> Iterator[Pair]:
        """What must be measured for it."""
        yield from self.under
        yield self.over

    def figure(self, laps: Sequence[Lap]) -> Figure:
        """The median of all rotations, with the least and the most."""
        over = self._by_rotation(laps, self.over)
        under = [self._by_rotation(laps, pair) for pair in self.under]
        found = [over[number] / sum(each[number] for each in under) for number in sorted(over)]
        return Figure(
            row=self.row,
            what=self.what,
            value=statistics.median(found),
            must=self.must,
            aim=self.aim,
            is_limit=self.is_limit,
            spread=(min(found), max(found)),
        )

    def _by_rotation(self, laps: Sequence[Lap], pair: Pair) -> dict[int, float]:
        return dict(race.values(laps, pair, self.connections, self.value))
