"""`manage.py up`: from a fresh clone to a running system."""

import argparse
import asyncio
import os
from collections.abc import Callable

from stack import detach, interrupt, lock, logs
from stack.console import Console
from stack.errors import StackError
from stack.processes.supervisor import Supervisor
from stack.settings import Settings
from stack.start import Start


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `up`."""
    parser.add_argument(
        "--detach", action="store_true", help="go on in the background once everything is ready"
    )


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Start everything and keep it running until Ctrl-C or `down`."""
    if options.detach:
        return detach.run(settings, lambda let_go: _supervise(settings, console, let_go))
    return _supervise(settings, console, None)


def _supervise(settings: Settings, console: Console, let_go: Callable[[], None] | None) -> int:
    os.umask(0o022)  # the engines' user must be able to read what is unpacked for it
    try:
        with lock.hold(settings):
            asyncio.run(_until_stopped(settings, console, let_go))
    except StackError as error:
        console.error(str(error), error.remedy)
        return 1
    return 0


async def _until_stopped(
    settings: Settings, console: Console, let_go: Callable[[], None] | None
) -> None:
    """Start, watch over it, and stop whatever was started, however this ends."""
    supervisor = Supervisor(settings)
    interrupt.cancel_me(then=supervisor.hurry)
    writing = asyncio.create_task(supervisor.write_as_it_changes())
    try:
        steering = await Start(settings, console, supervisor).run()
        if let_go:
            let_go()
            await steering.follow()
        else:
            console.say("  Ctrl-C stops everything. What the processes say:\n")
            await asyncio.gather(steering.follow(), logs.follow(settings, console))
    except asyncio.CancelledError:
        console.say()
    finally:
        writing.cancel()
        await _stop(console, supervisor)


async def _stop(console: Console, supervisor: Supervisor) -> None:
    async with console.step("stopping") as step:
        step.detail = f"{len(supervisor.keepers)} processes"
        await supervisor.stop_all()
