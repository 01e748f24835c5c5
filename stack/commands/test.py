"""`manage.py test`: check and test everything, on real engines."""

import argparse
import asyncio
from collections.abc import Sequence

from stack import interrupt, lock
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings
from stack.testing import engines, environment, stages
from stack.testing.run import Result, Runner, summary


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `test`."""
    parser.add_argument("paths", nargs="*", help="only these; after `--` come words for pytest")
    parser.add_argument(
        "--long",
        action="store_true",
        help="also what takes minutes, and how much the suites cover",
    )


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Run every stage, whichever fails, and sum up."""
    private = engines.private(settings, "test")
    try:
        with lock.hold(private):
            results = asyncio.run(_run(settings, private, console, options))
    except lock.AlreadyRunning as error:
        raise StackError("Tests are running in this checkout already.") from error
    console.say(summary(results))
    return 1 if any(result.failed for result in results) else 0


async def _run(
    settings: Settings, private: Settings, console: Console, options: argparse.Namespace
) -> list[Result]:
    interrupt.cancel_me(then=lambda: None)
    found = await engines.found(settings, console)
    async with engines.running(private, found, engines.FORGETFUL):
        runner = Runner(
            settings=settings,
            console=console,
            for_suites=environment.of_suites(private, found),
            for_systems=environment.of_systems(settings, found),
            with_long=options.long,
            extra=tuple(options.extra),
        )
        if options.paths:
            return await runner.one_by_one(stages.of_paths(settings, options.paths))
        return await _everything(runner, stages.suites(settings))


async def _everything(runner: Runner, suites: Sequence[stages.Stage]) -> list[Result]:
    """Two rows of stages, on two cores. (Three rows take longer, not shorter.)

    Whole systems wait half of their time: beside them there is as much as takes as long, and
    nothing beside the one that is weighed.
    """
    weighed = await runner.one_by_one([stages.FOOTPRINT] if runner.with_long else [])
    systems = [stages.JOURNEYS, *([stages.FAULTS] if runner.with_long else [])]
    lived, tested = await asyncio.gather(
        runner.one_by_one([*stages.CHECKS, *systems]), runner.one_by_one(suites)
    )
    return [*weighed, *lived, *tested]
