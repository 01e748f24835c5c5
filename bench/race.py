"""Rotations: each contestant in turn is started, checked, asked, ended; then in another order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bench import checks, contestants, databases, limits, load, questions, rows
from bench import cpu as used
from bench.contestants import Contestant, Running
from bench.load import Cost
from bench.progress import Progress

WARM_UP_SECONDS = 1.0
SECONDS = {16: 3.0, 64: 2.0}  # by connections
PGBENCH = "pgbench"
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
    progress = Progress(
        rotations * sum(len(known) * _loads(name, connections) for name, known in asked.items())
    )
    for number in range(rotations):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            if name == PGBENCH:
                laps += _limits(asked[name], number, progress)
            else:
                laps += _turn(contestants.ALL[name], asked[name], number, connections, progress)
    progress.end()
    return laps


def _loads(name: str, connections: Sequence[int]) -> int:
    is_limit = name == PGBENCH or not contestants.ALL[name].is_checked
    return 1 if is_limit else len(connections)


def _limits(asked: Sequence[str], rotation: int, progress: Progress) -> list[Lap]:
    """What PostgreSQL takes for the same JSON, asked by nobody but pgbench."""
    laps = []
    for question in asked:
        progress.now(f"rotation {rotation + 1}, {PGBENCH}: {question}")
        limits.prepared(question, clients=2, seconds=WARM_UP_SECONDS)
        cost = limits.prepared(question, clients=2, seconds=SECONDS[GATE])
        laps.append(
            Lap(
                rotation=rotation,
                contestant=PGBENCH,
                question=question,
                connections=GATE,
                cost=cost,
                megabytes=0,
            )
        )
        progress.done(f"{cost.cpu:.2f} ms of CPU, {cost.per_second:,.0f}/s")
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
        if who.is_checked:
            checks.check(running)
        postmaster = databases.postmaster()
        for name in sorted(asked, key=lambda name: questions.ALL[name].writes):
            question = questions.ALL[name]
            load.generate(
                questions.order(question, running, connections=8, seconds=WARM_UP_SECONDS)
            )
            for count in connections if who.is_checked else [GATE]:
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
