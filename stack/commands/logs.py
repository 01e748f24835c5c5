"""`manage.py logs`: what the processes say, together or one of them."""

import argparse
import asyncio
import sys

from stack import logs
from stack.console import Console
from stack.errors import StackError
from stack.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `logs`."""
    parser.add_argument("name", nargs="?", default="", help="a process or a service")
    parser.add_argument("-f", "--follow", action="store_true", help="go on as new lines come")
    parser.add_argument(
        "-n", "--lines", type=int, help="how many of the last (50 on a terminal, all into a pipe)"
    )


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Print the last lines, and go on if asked."""
    if not logs.sources(settings):
        raise StackError("There are no logs yet.", remedy="python3 manage.py up")
    if not logs.sources(settings, options.name):
        known = ", ".join(sorted({each.name for each in logs.sources(settings)}))
        raise StackError(f"There is no log of {options.name!r}. There are: {known}.")
    lines = _usual(console) if options.lines is None else options.lines
    logs.show(settings, console, options.name, lines)
    if options.follow:
        asyncio.run(logs.follow(settings, console, options.name))
    return 0


def _usual(console: Console) -> int:
    return 50 if console.is_live else sys.maxsize
