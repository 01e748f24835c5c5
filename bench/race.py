"""Rotations: all contestants run side by side, and what is compared is asked by turns.

A minute later the same machine may be half as fast: what is compared with each other is asked
within seconds, in short laps, and what else there is to do meets all of it.
"""

import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

from bench import checks, contestants, databases, limits, load, questions, rows
from bench import cpu as used
from bench.contestants import Running
from bench.generator import Order
from bench.load import Cost
from bench.progress import Progress
from bench.questions import Question

Pair = tuple[str, str]  # the names of a contestant and of what it is asked
Ask = Callable[[int, float], Cost]  # with so many connections, for so many seconds

WARM_UP_CONNECTIONS, WARM_UP_SECONDS = 8, 0.8
TURNS = {2: (10, 0.25), 16: (10, 0.25), 64: (3, 0.75)}  # of each pair: how many, and seconds
GATE = 16  # the connections whose CPU contestants are compared by
PGBENCH = "pgbench"


@dataclass(frozen=True, kw_only=True)
class Lap:
    """What one contestant was asked in one rotation, all turns together."""

    rotation: int
    contestant: str
    question: str
    connections: int
    cost: Cost
    megabytes: float


class Race:
    """Some groups of pairs, with how many connections each is asked; a group goes by turns.

    Only with the first number of connections it is asked in every rotation.
    """

    def __init__(
        self,
        groups: Sequence[Sequence[Pair]],
        *,
        beside: Iterable[Pair] = (),
        connections: Sequence[int] = (GATE, 64),
        more: Iterable[Question] = (),
    ) -> None:
        self.groups, self.beside = groups, tuple(beside)
        self.connections = connections
        self.questions = {**questions.ALL, **{each.name: each for each in more}}

    def run(self, rotations: int) -> list[Lap]:
        """Ask each group in every rotation; what is beside it in the first."""
        plan, laps = [self.asked(number) for number in range(rotations)], list[Lap]()
        self.progress = Progress(sum(len(pairs) for groups in plan for _, pairs in groups))
        for number, groups in enumerate(plan):
            names = dict.fromkeys(name for _, pairs in groups for name, _ in pairs)
            with ExitStack() as stack:
                running = {
                    name: self._started(name, stack, number) for name in names if name != PGBENCH
                }
                for connections, pairs in groups:
                    asks = {pair: self._ask(pair, running) for pair in pairs}
                    laps += self._by_turns(asks, running, number, connections)
        self.progress.end()
        return laps

    def asked(self, rotation: int) -> list[tuple[int, Sequence[Pair]]]:
        """What goes by turns in a rotation, and with how many connections."""
        found = []
        for group in self.groups:
            names = {question for _, question in group}
            beside = [pair for pair in self.beside if pair[1] in names and not rotation]
            pairs = tuple(dict.fromkeys([*group, *beside]))
            for connections in self.connections[: None if not rotation else 1]:
                asked = [pair for pair in pairs if connections == GATE or not _is_limit(pair)]
                found.append((connections, asked))
        return [(connections, pairs) for connections, pairs in found if pairs]

    def _started(self, name: str, stack: ExitStack, rotation: int) -> Running:
        who = contestants.ALL[name]
        rows.settle(who.database)
        running = stack.enter_context(contestants.running(who))
        if who.is_checked:
            self.progress.now(f"rotation {rotation + 1}, {who.title}: checking its answers")
            checks.check(running)
        return running

    def _ask(self, pair: Pair, running: Mapping[str, Running]) -> Ask:
        """Return how a pair is asked, warmed up."""
        name, question = pair
        if name == PGBENCH:
            return lambda _, seconds: limits.prepared(question, clients=2, seconds=seconds)
        order = questions.order(self.questions[question], running[name])
        warm_up = replace(order, connections=WARM_UP_CONNECTIONS, seconds=WARM_UP_SECONDS)
        load.generate(warm_up)
        return partial(_put, order, running[name])

    def _by_turns(
        self,
        asks: Mapping[Pair, Ask],
        running: Mapping[str, Running],
        rotation: int,
        connections: int,
    ) -> Iterator[Lap]:
        """Ask the pairs one way round, then the other."""
        turns, seconds = TURNS[connections]
        costs: dict[Pair, list[Cost]] = {pair: [] for pair in asks}
        for turn in range(rotation, rotation + turns):
            for pair in asks if turn % 2 else reversed([*asks]):
                self.progress.now(f"rotation {rotation + 1}, {' '.join(pair)}, {connections} conn.")
                costs[pair].append(asks[pair](connections, seconds))
        for (name, question), each in costs.items():
            cost, who = together(each), running.get(name)
            self.progress.now(f"rotation {rotation + 1}, {name} {question}, {connections} conn.")
            self.progress.done(f"{cost.cpu:.2f} ms of CPU, {cost.per_second:,.0f}/s")
            yield Lap(
                rotation=rotation,
                contestant=name,
                question=question,
                connections=connections,
                cost=cost,
                megabytes=used.megabytes(who.pids) if who else 0,
            )


def _is_limit(pair: Pair) -> bool:
    name, _ = pair
    return name == PGBENCH or contestants.ALL[name].is_limit


def _put(order: Order, running: Running, connections: int, seconds: float) -> Cost:
    asking = replace(order, connections=connections, seconds=seconds)
    return load.put(asking, app=running.pids, postgres=databases.postmaster())


def together(costs: Sequence[Cost]) -> Cost:
    """What several turns cost as one: of times that half of the requests took, the median."""
    requests = sum(cost.requests for cost in costs)
    return Cost(
        app=sum(cost.app * cost.requests for cost in costs) / requests,
        postgres=sum(cost.postgres * cost.requests for cost in costs) / requests,
        per_second=statistics.mean(cost.per_second for cost in costs),
        p50=statistics.median(cost.p50 for cost in costs),
        p99=max(cost.p99 for cost in costs),
        requests=requests,
    )


def values(
    laps: Sequence[Lap], pair: Pair, connections: int, value: Callable[[Cost], float]
) -> Mapping[int, float]:
    """One value of a contestant's answers to a question, by rotation."""
    contestant, question = pair
    return {
        lap.rotation: value(lap.cost)
        for lap in laps
        if (lap.contestant, lap.question, lap.connections) == (contestant, question, connections)
    }
