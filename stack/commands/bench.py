"""`manage.py bench`: measure against peers, on real engines with production settings."""

import argparse
import asyncio
import subprocess
from collections.abc import Sequence
from pathlib import Path

from stack import interrupt, lock
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings
from stack.testing import engines, environment, peers

# The moment of a commit is what delays are measured by.
# No checkpoint falls into a measurement: the benchmark makes them between two.
FOR_THE_BENCH = {
    "track_commit_timestamp": "on",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `bench`."""
    parser.add_argument("rows", nargs="*", help="only these, as in `bench P11`; --list names them")
    parser.add_argument("--rotations", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument(
        "--rows", type=int, default=100_000, dest="size", help="how many tasks there are (100000)"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write all figures there, too")
    parser.add_argument("--write", action="store_true", help="make docs/performance.md of them")
    parser.add_argument("--list", action="store_true", help="name the rows and measure nothing")


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Measure; exit with 1 if a figure misses what it must reach."""
    private = engines.private(settings, "bench")
    try:
        with lock.hold(private):
            return asyncio.run(_run(settings, private, console, options))
    except lock.AlreadyRunning as error:
        raise StackError("A benchmark is running in this checkout already.") from error


async def _run(
    settings: Settings, private: Settings, console: Console, options: argparse.Namespace
) -> int:
    interrupt.cancel_me(then=lambda: None)
    found = await engines.found(settings, console)
    async with console.step("peers") as step:
        programs = await peers.ensure(settings)
        step.detail = programs.parent.name
    async with engines.running(private, found, FOR_THE_BENCH):
        variables = environment.of_suites(private, found)
        return await _measure(settings, {**variables, "KITROOM_BENCH_BIN": str(programs)}, options)


async def _measure(
    settings: Settings, variables: dict[str, str], options: argparse.Namespace
) -> int:
    process = await asyncio.create_subprocess_exec(
        *_words(settings, options), cwd=settings.root, env=variables, stdin=subprocess.DEVNULL
    )
    try:
        return await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise


def _words(settings: Settings, options: argparse.Namespace) -> Sequence[str]:
    words = [str(settings.python), "-m", "bench", *options.rows]
    words += ["--rotations", str(options.rotations), "--rows", str(options.size)]
    words += ["--json", str(options.json.absolute())] if options.json else []
    words += ["--write"] if options.write else []
    return [*words, "--list"] if options.list else words
