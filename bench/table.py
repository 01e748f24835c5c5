"""What each contestant took, a line for each: the figures behind the ratios."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench import contestants
from bench.figures import columns
from bench.race import Lap

HEAD = (
    "asked", "connections", "contestant", "CPU ms", "service", "Postgres", "requests/s", "p50 ms",
    "p99 ms", "MB",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Median:
    """The medians of one contestant's laps; `group` is question, connections and contestant."""

    group: tuple[str, int, str]
    cpu: float
    app: float
    postgres: float
    per_second: float
    p50: float
    p99: float
    megabytes: float


def text(laps: Sequence[Lap]) -> str:
    """The table, for a terminal."""
    return columns([HEAD, *lines(laps)])


def lines(laps: Sequence[Lap]) -> list[tuple[str, ...]]:
    """Its cells, without the head."""
    return [_cells(median) for median in medians(laps)]


def medians(laps: Sequence[Lap]) -> list[Median]:
    """By question, as they were asked; the contestant with the least CPU first."""
    groups: dict[tuple[str, int, str], list[Lap]] = {}
    for lap in laps:
        groups.setdefault((lap.question, lap.connections, lap.contestant), []).append(lap)
    asked = list(dict.fromkeys(lap.question for lap in laps))
    found = [_median(group, members) for group, members in groups.items()]
    return sorted(found, key=lambda each: (asked.index(each.group[0]), each.group[1], each.cpu))


def title(contestant: str) -> str:
    """What people call a contestant."""
    known = contestants.ALL.get(contestant)
    return known.title if known else "pgbench -M prepared"


def _median(group: tuple[str, int, str], laps: Sequence[Lap]) -> Median:
    names = ("cpu", "app", "postgres", "per_second", "p50", "p99")
    values = {name: statistics.median(getattr(lap.cost, name) for lap in laps) for name in names}
    return Median(group=group, megabytes=statistics.median(lap.megabytes for lap in laps), **values)


def _cells(median: Median) -> tuple[str, ...]:
    question, connections, contestant = median.group
    return (
        question,
        str(connections),
        title(contestant),
        f"{median.cpu:.3f}",
        f"{median.app:.3f}",
        f"{median.postgres:.3f}",
        f"{median.per_second:,.0f}",
        f"{median.p50:.1f}",
        "" if math.isnan(median.p99) else f"{median.p99:.1f}",
        f"{median.megabytes:.0f}" if median.megabytes else "",
    )
