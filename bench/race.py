"""Rotations: each contestant in turn is started, checked, asked, ended; then in another order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench import checks, contestants, databases, load, questions, rows
from bench import cpu as used
from bench.contestants import Contestant, Running
from bench.load import Cost
from bench.progress import Progress

WARM_UP_SECONDS = 1.0
SECONDS = {16: 3.0, 64: 2.0}  # by connections
GATE = 16  # the connections whose CPU contestants are compared by


@dataclass(frozen=True, kw_only=True)
class Lap:
    """One load of one contestant in one rotation."""

    rotation: int
    contestant: str
    question: str
    connections: int
    cost: Cost
    megabytes: float


def run(
    pairs: Iterable[tuple[str, str]], rotations: int, *, connections: Sequence[int] = (16, 64)
) -> list[Lap]:
    """Ask each contestant its questions, in every rotation."""
    asked: dict[str, list[str]] = {}
    for contestant, question in pairs:
        known = asked.setdefault(contestant, [])
        known += [] if question in known else [question]
    names, laps = list(asked), list[Lap]()
    progress = Progress(rotations * sum(map(len, asked.values())) * len(connections))
    for number in range(rotations):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            who = contestants.ALL[name]
            laps += _turn(who, asked[name], number, connections, progress)
    progress.end()
    return laps


def _turn(
    who: Contestant,
    asked: Sequence[str],
    rotation: int,
    connections: Sequence[int],
    progress: Progress,
) -> list[Lap]:
    """Reads come first: what is written must be in nobody's way."""
    rows.settle(who.database)
    laps = []
    with contestants.running(who) as running:
        progress.now(f"rotation {rotation + 1}, {who.title}: checking its answers")
        checks.check(running)
        postmaster = databases.postmaster()
        for name in sorted(asked, key=lambda name: questions.ALL[name].writes):
            question = questions.ALL[name]
            load.generate(
                questions.order(question, running, connections=8, seconds=WARM_UP_SECONDS)
            )
            for count in connections:
                progress.now(f"rotation {rotation + 1}, {who.title}: {name}, {count} connections")
                order = questions.order(
                    question, running, connections=count, seconds=SECONDS[count]
                )
                cost = load.put(order, app=running.pids, postgres=postmaster)
                laps.append(_lap(rotation, running, name, count, cost))
                progress.done(f"{cost.cpu:.2f} ms of CPU, {cost.per_second:,.0f}/s")
    return laps


def _lap(rotation: int, running: Running, question: str, connections: int, cost: Cost) -> Lap:
    return Lap(
        rotation=rotation,
        contestant=running.contestant.name,
        question=question,
        connections=connections,
        cost=cost,
        megabytes=used.megabytes(running.pids),
    )


def cpu(laps: Sequence[Lap], contestant: str, question: str) -> Mapping[int, float]:
    """The CPU of one request, by rotation."""
    return {
        lap.rotation: lap.cost.cpu
        for lap in laps
        if (lap.contestant, lap.question, lap.connections) == (contestant, question, GATE)
    }
