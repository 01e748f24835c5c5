"""What each contestant took, a line for each: the figures behind the ratios."""

import math
import statistics
from collections.abc import Callable, Sequence

from bench import contestants
from bench.figures import columns
from bench.race import Lap

HEAD = (
    "asked", "connections", "contestant", "CPU ms", "service", "Postgres", "requests/s", "p50 ms",
    "p99 ms", "MB",
)  # fmt: skip


def text(laps: Sequence[Lap]) -> str:
    """The table, for a terminal."""
    return columns([HEAD, *lines(laps)])


def lines(laps: Sequence[Lap]) -> list[tuple[str, ...]]:
    """The medians of all rotations, the quickest contestant of each question first."""
    groups: dict[tuple[str, int, str], list[Lap]] = {}
    for lap in laps:
        groups.setdefault((lap.question, lap.connections, lap.contestant), []).append(lap)
    questions = list(dict.fromkeys(lap.question for lap in laps))
    ordered = sorted(
        groups.items(),
        key=lambda item: (
            questions.index(item[0][0]),
            item[0][1],
            _median(item[1], lambda lap: lap.cost.cpu),
        ),
    )
    return [_line(*item) for item in ordered]


def _line(group: tuple[str, int, str], laps: Sequence[Lap]) -> tuple[str, ...]:
    question, connections, contestant = group
    return (
        question,
        str(connections),
        title(contestant),
        f"{_median(laps, lambda lap: lap.cost.cpu):.3f}",
        f"{_median(laps, lambda lap: lap.cost.app):.3f}",
        f"{_median(laps, lambda lap: lap.cost.postgres):.3f}",
        f"{_median(laps, lambda lap: lap.cost.per_second):,.0f}",
        f"{_median(laps, lambda lap: lap.cost.p50):.1f}",
        _known(_median(laps, lambda lap: lap.cost.p99)),
        _known(_median(laps, lambda lap: lap.megabytes) or math.nan, digits=0),
    )


def title(contestant: str) -> str:
    """What people call a contestant."""
    return (
        contestants.ALL[contestant].title
        if contestant in contestants.ALL
        else "pgbench -M prepared"
    )


def _known(value: float, *, digits: int = 1) -> str:
    """A number, or nothing: pgbench tells no p99, and is no service that takes memory."""
    return "" if math.isnan(value) else f"{value:.{digits}f}"


def _median(laps: Sequence[Lap], value: Callable[[Lap], float]) -> float:
    return statistics.median(map(value, laps))
