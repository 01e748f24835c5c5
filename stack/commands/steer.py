"""`scale`, `restart`, `stop`, `start`: change what runs while it runs."""

import argparse
import time
from collections.abc import Callable

from stack import lock, state, wanted
from stack.console import Console, seconds
from stack.errors import StackError
from stack.registry import LARGEST_COUNT
from stack.settings import Settings
from stack.wanted import Wanted

PATIENCE_SECONDS = 300.0


def service_argument(parser: argparse.ArgumentParser) -> None:
    """The service that is meant."""
    parser.add_argument("service", help="the name of a service")


def scale_arguments(parser: argparse.ArgumentParser) -> None:
    """The service, and how many."""
    service_argument(parser)
    parser.add_argument("count", type=int, help=f"how many web processes, 1 to {LARGEST_COUNT}")


def scale(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Run this many web processes of a service."""
    name, count = options.service, options.count
    if not 1 <= count <= LARGEST_COUNT:
        raise StackError(f"A service has 1 to {LARGEST_COUNT} web processes, not {count}.")
    _wish(settings, console, name, lambda now: now.scaled(name, count).including(name))
    return 0


def restart(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Replace the processes of a service one by one; requests go on being answered."""
    _wish(settings, console, options.service, lambda now: now.restarted(options.service))
    return 0


def stop(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Stop all processes of a service; the others go on."""
    _wish(settings, console, options.service, lambda now: now.without(options.service))
    return 0


def start(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Start a service that was stopped."""
    _wish(settings, console, options.service, lambda now: now.including(options.service))
    return 0


def _wish(
    settings: Settings, console: Console, service: str, change: Callable[[Wanted], Wanted]
) -> None:
    """Write down what is wanted and wait until the supervisor has made it true."""
    if service not in settings.registry.names:
        raise StackError(f"There is no service {service!r}: {', '.join(settings.registry.names)}.")
    if not lock.is_held(settings):
        raise StackError("Nothing runs here.", remedy="python3 manage.py up --detach")
    began = time.monotonic()
    number = wanted.change(settings, change)
    trouble = _wait(settings, number)
    if trouble:
        raise StackError(trouble, remedy=f"python3 manage.py logs {service}")
    console.say(f"Done, in {seconds(time.monotonic() - began)}.")


def _wait(settings: Settings, number: int) -> str:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        now = state.read(settings)
        if now is not None and now.settled >= number:
            return now.trouble
        if not lock.is_held(settings):
            return "The supervisor has ended."
        time.sleep(0.1)
    return f"This did not come true within {PATIENCE_SECONDS:.0f} s."
