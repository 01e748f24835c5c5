"""`manage.py test`: check and test everything, on real engines."""

import argparse

from stack.console import Console
from stack.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `test`."""


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Run every stage and sum up."""
    return 1
