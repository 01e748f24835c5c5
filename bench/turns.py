"""Contestants that run side by side and are asked by turns, in short laps.

A minute later the same machine may be half as fast. What is compared with each other is asked
within seconds, and what else there is to do meets all of it.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

from bench import contestants, databases, load, questions, rows
from bench.contestants import Running
from bench.load import Cost
from bench.progress import Progress
from bench.questions import Question
from bench.race import WARM_UP_SECONDS, Lap, Pair, Race

TURNS = 10  # of each pair, in a rotation
SECONDS = 0.25


class Turns(Race):
    """Some groups of pairs; those of one group are asked by turns."""

    def __init__(
        self, groups: Sequence[Sequence[Pair]], *, connections: int, more: Iterable[Question] = ()
    ) -> None:
        pairs = [pair for group in groups for pair in group]
        super().__init__(pairs, connections=[connections], more=more)
        self.groups = groups

    def run(self, rotations: int) -> list[Lap]:
        """Run all contestants for each rotation, and ask group by group."""
        self.progress, laps = Progress(rotations * len(self.pairs)), list[Lap]()
        for number in range(rotations):
            with ExitStack() as stack:
                running = {name: self._started(name, stack, number) for name in self.asked(number)}
                for group in self.groups:
                    laps += self._group(group, running, number)
        self.progress.end()
        return laps

    def _started(self, name: str, stack: ExitStack, rotation: int) -> Running:
        who = contestants.ALL[name]
        rows.settle(who.database)
        running = stack.enter_context(contestants.running(who))
        self._check(running, rotation)
        return running

    def _group(
        self, group: Sequence[Pair], running: Mapping[str, Running], rotation: int
    ) -> list[Lap]:
        """Ask the pairs one way round, then the other."""
        [connections] = self.connections
        self.progress.now(f"rotation {rotation + 1}: {', '.join(asked for _, asked in group)}")
        orders = {
            (name, asked): questions.order(self.questions[asked], running[name])
            for name, asked in group
        }
        for order in orders.values():
            load.generate(replace(order, connections=8, seconds=WARM_UP_SECONDS))
        costs: dict[Pair, list[Cost]] = {pair: [] for pair in group}
        for turn in range(rotation, rotation + TURNS):
            for pair in group if turn % 2 else reversed(group):
                order = replace(orders[pair], connections=connections, seconds=SECONDS)
                pids = running[pair[0]].pids
                costs[pair].append(load.put(order, app=pids, postgres=databases.postmaster()))
        return [
            self._lap(running[name], self.questions[asked], rotation, connections, together(each))
            for (name, asked), each in costs.items()
        ]


def together(costs: Sequence[Cost]) -> Cost:
    """What several laps cost as one: of times that half of the requests took, the median."""
    requests = sum(cost.requests for cost in costs)
    return Cost(
        app=sum(cost.app * cost.requests for cost in costs) / requests,
        postgres=sum(cost.postgres * cost.requests for cost in costs) / requests,
        per_second=statistics.mean(cost.per_second for cost in costs),
        p50=statistics.median(cost.p50 for cost in costs),
        p99=max(cost.p99 for cost in costs),
        requests=requests,
    )
