"""P14, P15: a whole system: how long `up` and `test` take, and its memory at rest."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.databases import SERVICES
from bench.figures import Figure
from bench.progress import Progress
from stack import settings
from stack.processes import memory

PORTS_FROM_OURS = 14_000  # beside those of a system that runs, and of its tests
REST_SECONDS = 10
LONGEST_SECONDS = 1_800
# What the benchmark's own environment says of services: a system finds out itself.
OURS = re.compile(
    rf"({'|'.join(SERVICES)}|chassis)_|django_settings_module$"
    "|kitroom_(public_url|internal_url|instance|heartbeat_file|(test|bench)_)",
    re.IGNORECASE,
)


class System:
    """A system of this checkout, with a run folder of its own."""

    def __init__(self) -> None:
        inherited = {name: text for name, text in os.environ.items() if not OURS.match(name)}
        here = settings.from_environment(inherited)
        self.run = here.run / "bench" / "whole"
        self.environ = {
            **inherited,
            "KITROOM_RUN_DIR": str(self.run),
            "KITROOM_PORT": str(here.registry.gateway_port + PORTS_FROM_OURS),
        }

    def manage(self, *words: str) -> float:
        """Run a command of manage.py; return how many seconds it took."""
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_SECONDS,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)}:\n{done.stdout[-4000:]}")
        return time.monotonic() - began

    def megabytes(self) -> float:
        """What all that it started takes: pages that processes share count once (PSS)."""
        state = json.loads((self.run / "state.json").read_text())
        return memory.of_tree(state["supervisor"]["pid"]) / 1024


@contextmanager
def fresh() -> Iterator[System]:
    """Give a system that never ran, and leave nothing of it."""
    system = System()
    system.manage("reset", "--yes")
    try:
        yield system
    finally:
        system.manage("reset", "--yes")
        shutil.rmtree(system.run, ignore_errors=True)


def times(rotations: int) -> list[Figure]:
    """Start a system on an empty run folder, and once more; run all tests of the checkout."""
    progress = Progress(2 * rotations + 1)
    first, later = [], []
    for _ in range(rotations):
        with fresh() as system:
            first.append(_timed(progress, "the first `up`", system, "up", "--detach"))
            system.manage("down")
            later.append(_timed(progress, "a later `up`", system, "up", "--detach"))
    with fresh() as system:
        tested = [_timed(progress, "`test`", system, "test")]
    progress.end()
    return [
        _most("P14", "the first `up`, on an empty run folder", " s", first, 90, 30),
        _most("P14", "a later `up`", " s", later, 15, 8),
        _most("P14", "`test`, asked once in a run", " s", tested, 600, 360),
    ]


def at_rest(rotations: int) -> list[Figure]:
    """Start a system, let it rest, and see what it takes."""
    progress = Progress(rotations)
    taken = []
    for _ in range(rotations):
        with fresh() as system:
            progress.now("a system at rest")
            system.manage("up", "--detach")
            time.sleep(REST_SECONDS)
            taken.append(system.megabytes())
            progress.done(f"{taken[-1]:.0f} MB")
    progress.end()
    return [_most("P15", "memory (PSS) of the whole idle system", " MB", taken, 1100, 850)]


def _timed(progress: Progress, what: str, system: System, *words: str) -> float:
    progress.now(what)
    seconds = system.manage(*words)
    progress.done(f"{seconds:.1f} s")
    return seconds


def _most(row: str, what: str, unit: str, found: list[float], must: float, aim: float) -> Figure:
    return Figure(
        row=row,
        what=what,
        value=statistics.median(found),
        unit=unit,
        must=must,
        aim=aim,
        is_limit=True,
        spread=(min(found), max(found)) if len(found) > 1 else None,
    )
