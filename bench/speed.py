"""P1 to P7 and P16: the CPU of one request, beside peers and beside limits."""

from collections.abc import Sequence

from bench import rows
from bench.figures import Figure
from bench.race import Lap, Pair, Race
from bench.ratios import Ratio

DRF, ALCHEMY, ASYNCPG = "drf", "fastapi_sqlalchemy", "fastapi_asyncpg"
FLASK, NINJA = "flask_sqlalchemy", "ninja"
REFRESHING = "fastapi_sqlalchemy_refreshing"


def _peer(row: str, question: str, peer: str, what: str, must: float, aim: float) -> Ratio:
    ours = ("kitroom", question)
    return Ratio(row=row, what=what, over=(peer, question), under=(ours,), must=must, aim=aim)


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
        what="one row: a 304 / the full answer, with what is known of its assignee",
        over=("kitroom", "unchanged"),
        under=(("kitroom", "whole"),),
        must=0.6,
        aim=0.4,
        is_limit=True,
    ),
)
# What is asked by turns: the questions of a ratio, reads before writes.
GROUPS = (("hello", "list"), ("get",), ("whole", "unchanged"), ("create",), ("change",))
# What is shown beside a row and compared with nothing: it is asked in the first rotation alone.
BESIDE: dict[str, tuple[Pair, ...]] = {
    "P1": ((FLASK, "list"), (NINJA, "list")),
    "P4": ((FLASK, "get"), (NINJA, "get")),
    "P5": ((FLASK, "create"), (NINJA, "create"), (REFRESHING, "create")),
    "P6": ((FLASK, "change"), (NINJA, "change"), (REFRESHING, "change")),
    "P3": tuple((ASYNCPG, question) for question in ("get", "create", "change")),
    "P7": (("pgbench", "get"), ("nginx", "list")),
}


def measure(wanted: Sequence[str], rotations: int, count: int) -> tuple[list[Figure], list[Lap]]:
    """Race for all rows that were asked for at once."""
    ratios = [ratio for ratio in RATIOS if ratio.row in wanted]
    beside = [pair for row in wanted for pair in BESIDE.get(row, ())]
    print(f"  {count:,} tasks of {count // rows.OWNS:,} owners", flush=True)
    rows.fill(count)
    rows.copy_for_peers()
    laps = Race(groups(ratios), beside=beside).run(rotations)
    return [ratio.figure(laps) for ratio in ratios], laps


def groups(ratios: Sequence[Ratio]) -> list[list[Pair]]:
    """Return what some ratios compare; all of a ratio is in one group."""
    pairs = dict.fromkeys(pair for ratio in ratios for pair in ratio.pairs())
    found = [[pair for pair in pairs if pair[1] in names] for names in GROUPS]
    return [group for group in found if group]
