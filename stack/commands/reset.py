"""`manage.py reset`: delete all data and begin anew."""

import argparse
import shutil
import sys
from pathlib import Path

from stack import leftovers, lock
from stack.commands import down
from stack.console import Console
from stack.settings import Settings

KEPT = {"engines", "lock"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `reset`."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Stop everything and delete databases, files, passwords and logs; the engines stay."""
    if not options.yes and not _is_meant(settings):
        console.say("Nothing was deleted.")
        return 1
    if lock.is_held(settings):
        down.stop(settings)
    leftovers.clean(settings)
    for entry in settings.run.iterdir() if settings.run.exists() else ():
        if entry.name not in KEPT:
            _delete(entry)
    console.say(f"Deleted everything in {settings.run} but the engines.")
    return 0


def _is_meant(settings: Settings) -> bool:
    if not sys.stdin.isatty():
        return False
    question = f"Delete all databases, files, passwords and logs in {settings.run}? [y/N] "
    return input(question).strip().lower() in ("y", "yes")


def _delete(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
