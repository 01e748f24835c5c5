"""`manage.py down`: stop everything, also what a killed supervisor left behind."""

import argparse
import os
import signal
import time

from stack import leftovers, lock, state
from stack.console import Console, seconds
from stack.errors import StackError
from stack.settings import Settings

PATIENCE_SECONDS = 90.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing can be said after `down`."""


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Stop everything that runs here."""
    if lock.is_held(settings):
        took = stop(settings)
        console.say(f"Stopped, in {seconds(took)}.")
    elif found := leftovers.clean(settings):
        console.say(f"Ended what a killed supervisor had left: {', '.join(found)}.")
    else:
        console.say("Nothing runs here.")
    return 0


def stop(settings: Settings) -> float:
    """Ask the supervisor to stop, and wait until it is gone; say how long that took."""
    began, running = time.monotonic(), state.read(settings)
    if running is None or not running.supervisor.is_alive():
        raise StackError("A start has just begun or is ending.", remedy="python3 manage.py down")
    os.kill(running.supervisor.pid, signal.SIGTERM)
    while lock.is_held(settings):
        if time.monotonic() - began > PATIENCE_SECONDS:
            os.kill(running.supervisor.pid, signal.SIGKILL)
            time.sleep(0.5)
            leftovers.clean(settings)
        time.sleep(0.05)
    return time.monotonic() - began
