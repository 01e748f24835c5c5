"""`manage.py doctor`: what is missing or in the way, each with the line to type."""

import argparse

from stack.console import Console
from stack.doctor import findings
from stack.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing can be said after `doctor`."""


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Print every cause of trouble; exit with 1 if there is one."""
    causes = findings.find(settings)
    for cause in causes:
        console.say(f"{console.colour(cause.name, 'red')}  {cause.sentence}")
        console.say(f"    type: {cause.remedy}\n")
    if not causes:
        console.say("Nothing is wrong.")
    return 1 if causes else 0
