"""Load on a contestant, by a generator in a process of its own, and what it cost the others."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bench import cpu
from bench.generator import Order, Told

NAME = "bench/generator.py (sockets and epoll, one process; each request its own key)"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What some load cost: CPU as milliseconds for each request."""

    app: float
    postgres: float
    per_second: float
    p50: float
    p99: float
    requests: int

    @property
    def cpu(self) -> float:
        """Service and database together: what contestants are compared by."""
        return self.app + self.postgres


def put(order: Order, *, app: Sequence[int], postgres: int) -> Cost:
    """Let the generator ask, and read what the processes have taken before and after."""
    before = cpu.seconds(app), cpu.seconds([postgres])
    told = generate(order)
    after = cpu.seconds(app), cpu.seconds([postgres])
    assert not told.wrong, f"Under load there were answers with other statuses: {told.wrong}"
    spent_app, spent_postgres = (
        (late - early) * 1000 / told.requests for early, late in zip(before, after, strict=True)
    )
    return Cost(
        app=spent_app,
        postgres=spent_postgres,
        per_second=told.requests / told.seconds,
        p50=told.p50,
        p99=told.p99,
        requests=told.requests,
    )


def generate(order: Order) -> Told:
    """Run the generator to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.generator"],
        input=json.dumps(asdict(order)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Told(**json.loads(done.stdout))
