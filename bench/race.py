"""Rotations: each contestant in turn is started, checked, asked, ended; then in another order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from bench import checks, contestants, databases, limits, load, questions, rows
from bench import cpu as used
from bench.contestants import Running
from bench.load import Cost
from bench.progress import Progress
from bench.questions import Question

Pair = tuple[str, str]  # the names of a contestant and of what it is asked

WARM_UP_SECONDS = 0.8
SECONDS = {2: 2.0, 16: 2.5, 64: 1.5}  # by connections
GATE = 16  # the connections whose CPU contestants are compared by
PGBENCH = "pgbench"


@dataclass(frozen=True, kw_only=True)
class Lap:
    """One load of one contestant in one rotation."""

    rotation: int
    contestant: str
    question: str
    connections: int
    cost: Cost
    megabytes: float


class Race:
    """Some contestants, and what each is asked with how many connections."""

    def __init__(
        self,
        pairs: Iterable[Pair],
        *,
        beside: Iterable[Pair] = (),
        connections: Sequence[int] = (GATE, 64),
        more: Iterable[Question] = (),
    ) -> None:
        self.connections = connections
        self.questions = {**questions.ALL, **{each.name: each for each in more}}
        self.pairs, self.beside = tuple(dict.fromkeys(pairs)), tuple(beside)

    def run(self, rotations: int) -> list[Lap]:
        """Ask each contestant its questions in every rotation; what is beside them in the first."""
        plan, laps = [self.asked(number) for number in range(rotations)], list[Lap]()
        loads = (
            len(self._loads(name)) * len(each) for asked in plan for name, each in asked.items()
        )
        self.progress = Progress(sum(loads))
        for number, asked in enumerate(plan):
            for name, names in asked.items():
                turn = self._limits if name == PGBENCH else self._turn
                laps += turn(name, names, number)
        self.progress.end()
        return laps

    def asked(self, rotation: int) -> Mapping[str, Sequence[str]]:
        """What each contestant is asked in a rotation, which begins with another one each time."""
        asked: dict[str, dict[str, None]] = {}
        for contestant, question in [*self.pairs, *(() if rotation else self.beside)]:
            asked.setdefault(contestant, {})[question] = None
        names = list(asked)
        first = rotation % len(names)
        return {name: list(asked[name]) for name in names[first:] + names[:first]}

    def _loads(self, name: str) -> Sequence[int]:
        is_limit = name == PGBENCH or contestants.ALL[name].is_limit
        return [GATE] if is_limit else self.connections

    def _turn(self, name: str, asked: Sequence[str], rotation: int) -> list[Lap]:
        """Reads come first: what is written must be in nobody's way."""
        who, laps = contestants.ALL[name], []
        rows.settle(who.database)
        with contestants.running(who) as running:
            self._check(running, rotation)
            for each in sorted(map(self.questions.__getitem__, asked), key=attrgetter("writes")):
                order = questions.order(each, running)
                load.generate(replace(order, connections=8, seconds=WARM_UP_SECONDS))
                for connections in self._loads(name):
                    self.progress.now(_now(rotation, who.title, each.name, connections))
                    asking = replace(order, connections=connections, seconds=SECONDS[connections])
                    cost = load.put(asking, app=running.pids, postgres=databases.postmaster())
                    laps.append(self._lap(running, each, rotation, connections, cost))
        return laps

    def _check(self, running: Running, rotation: int) -> None:
        who = running.contestant
        if who.is_checked:
            self.progress.now(f"rotation {rotation + 1}, {who.title}: checking its answers")
            checks.check(running)

    def _lap(
        self, running: Running, asked: Question, rotation: int, connections: int, cost: Cost
    ) -> Lap:
        """Tell what asking has cost."""
        who = running.contestant
        self.progress.now(_now(rotation, who.title, asked.name, connections))
        self.progress.done(_told(cost))
        return Lap(
            rotation=rotation,
            contestant=who.name,
            question=asked.name,
            connections=connections,
            cost=cost,
            megabytes=used.megabytes(running.pids),
        )

    def _limits(self, name: str, asked: Sequence[str], rotation: int) -> list[Lap]:
        """What PostgreSQL takes for the same JSON, asked by nobody but pgbench."""
        laps = []
        for question in asked:
            self.progress.now(f"rotation {rotation + 1}, {name}: {question}")
            limits.prepared(question, clients=2, seconds=WARM_UP_SECONDS)
            cost = limits.prepared(question, clients=2, seconds=SECONDS[GATE])
            self.progress.done(_told(cost))
            laps.append(
                Lap(
                    rotation=rotation,
                    contestant=name,
                    question=question,
                    connections=GATE,
                    cost=cost,
                    megabytes=0,
                )
            )
        return laps


def _now(rotation: int, title: str, asked: str, connections: int) -> str:
    return f"rotation {rotation + 1}, {title}: {asked}, {connections} conn."


def _told(cost: Cost) -> str:
    return f"{cost.cpu:.2f} ms of CPU, {cost.per_second:,.0f}/s"


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
