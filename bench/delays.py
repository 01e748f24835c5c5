"""P12: how long after one service's commit another service has applied it."""

import json
import statistics
import time
from collections.abc import Mapping
from functools import partial

from bench import databases, processes
from bench.figures import Figure, percentile

RATE = 200
SECONDS = 15
WARM_UP_SECONDS = 3
PATIENCE_SECONDS = 30
APPLIED = """
    SELECT id::text, extract(epoch FROM pg_xact_commit_timestamp(xmin))
    FROM work_person WHERE id = ANY(%s::uuid[])
"""


def measure(rotations: int) -> list[Figure]:
    """Add people at a steady rate, and compare both services' moments of commit."""
    medians, worsts = [], []
    for number in range(rotations):
        delays = _rotation()
        medians.append(percentile(delays, 0.5) * 1000)
        worsts.append(percentile(delays, 0.99) * 1000)
        counted = f"{len(delays)} events at {RATE} a second"
        print(
            f"  rotation {number + 1}: {counted}, p50 {medians[-1]:.1f} ms, p99 {worsts[-1]:.1f} ms"
        )
    p50, p99 = statistics.median(medians), statistics.median(worsts)
    figure = partial(Figure, row="P12", unit=" ms", is_limit=True)
    return [
        figure(what="commit → applied, p50", value=p50, must=50, aim=15),
        figure(what="commit → applied, p99", value=p99, must=250, aim=60),
    ]


def _rotation() -> list[float]:
    with (
        processes.running("accounts", "django", "background"),
        processes.running("tasks", "django", "background"),
    ):
        time.sleep(WARM_UP_SECONDS)
        said = processes.script("accounts", "bench.hiring", str(RATE), str(SECONDS))
        committed: dict[str, float] = json.loads(said.splitlines()[-1])
        applied = _applied(committed)
    return [applied[person] - at for person, at in committed.items()]


def _applied(committed: Mapping[str, float]) -> Mapping[str, float]:
    """The moments at which the other service committed them, once all are there."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    with databases.asking("tasks") as cursor:
        while True:
            cursor.execute(APPLIED, [list(committed)])
            found = {person: float(at) for person, at in cursor.fetchall()}
            if len(found) == len(committed):
                return found
            lost = len(committed) - len(found)
            assert time.monotonic() < deadline, f"{lost} events were not applied in time."
            time.sleep(0.2)
