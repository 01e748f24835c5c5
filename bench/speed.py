"""P1 to P7 and P16: the CPU of one request, beside peers and beside limits."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench import race, rows
from bench.figures import Figure
from bench.race import Lap

Pair = tuple[str, str]  # a contestant and what it is asked


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """The CPU of one thing (or of several together) by the CPU of another."""

    row: str
    what: str
    over: Pair
    under: tuple[Pair, ...]
    must: float
    aim: float
    is_limit: bool = False

    def figure(self, laps: Sequence[Lap]) -> Figure:
        """The median of all rotations, with the least and the most."""
        over = race.cpu(laps, *self.over)
        under = [race.cpu(laps, *pair) for pair in self.under]
        ratios = [over[number] / sum(each[number] for each in under) for number in over]
        return Figure(
            row=self.row,
            what=self.what,
            value=statistics.median(ratios),
            must=self.must,
            aim=self.aim,
            is_limit=self.is_limit,
            spread=(min(ratios), max(ratios)),
        )


def _peer(row: str, question: str, peer: str, what: str, must: float, aim: float) -> Ratio:
    ours = ("kitroom", question)
    return Ratio(row=row, what=what, over=(peer, question), under=(ours,), must=must, aim=aim)


DRF, ALCHEMY, ASYNCPG = "drf", "fastapi_sqlalchemy", "fastapi_asyncpg"
RATIOS = (
    _peer("P1", "list", DRF, "list: tuned DRF / Kitroom", 4.5, 6.5),
    _peer("P2", "list", ALCHEMY, "list: FastAPI + SQLAlchemy / Kitroom", 3, 4),
    _peer("P3", "list", ASYNCPG, "list: FastAPI + asyncpg / Kitroom", 1.1, 1.6),
    _peer("P4", "get", DRF, "get: tuned DRF / Kitroom", 2.3, 4),
    _peer("P4", "get", ALCHEMY, "get: FastAPI + SQLAlchemy / Kitroom", 2.3, 4),
    _peer("P5", "create", DRF, "create: tuned DRF / Kitroom", 1.2, 2),
    _peer("P5", "create", ALCHEMY, "create: FastAPI + SQLAlchemy / Kitroom", 1.5, 2.5),
    _peer("P6", "change", DRF, "change: tuned DRF / Kitroom", 1.6, 3),
    _peer("P6", "change", ALCHEMY, "change: FastAPI + SQLAlchemy / Kitroom", 2, 3),
    Ratio(
        row="P7",
        what="list: Kitroom / (Django hello + the same JSON by pgbench)",
        over=("kitroom", "list"),
        under=(("hello", "hello"), ("pgbench", "list")),
        must=2.5,
        aim=1.9,
        is_limit=True,
    ),
    Ratio(
        row="P16",
        what="one row: a 304 / the full answer",
        over=("kitroom", "unchanged"),
        under=(("kitroom", "get"),),
        must=0.6,
        aim=0.4,
        is_limit=True,
    ),
)
BESIDE: dict[str, tuple[Pair, ...]] = {"P7": (("pgbench", "get"), ("nginx", "list"))}


def measure(wanted: Sequence[str], rotations: int, count: int) -> tuple[list[Figure], list[Lap]]:
    """Race for all rows that were asked for at once."""
    ratios = [ratio for ratio in RATIOS if ratio.row in wanted]
    pairs = [pair for ratio in ratios for pair in (*ratio.under, ratio.over)]
    pairs += [pair for row in wanted for pair in BESIDE.get(row, ())]
    print(f"  {count:,} tasks of {count // rows.OWNS:,} owners", flush=True)
    rows.fill(count)
    rows.copy_for_peers()
    laps = race.run(pairs, rotations)
    return [ratio.figure(laps) for ratio in ratios], laps
