"""What several services told, in one order, and then what they tell from now on.

The follower begins first and is kept waiting. So nothing falls between the two, and what is in both
is known by its id.
"""

import heapq
import json
import queue
import re
import select
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime

from stack.console import Console
from stack.errors import StackError

LENGTH = re.compile(r"\d+[smhd]")
STDOUT = 1
SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Program:
    """A service's own command."""

    service: str
    words: Sequence[str]
    environment: Mapping[str, str]


def checked(since: str) -> str:
    """Return what was said of a time, or refuse it in a sentence."""
    try:
        LENGTH.fullmatch(since) or datetime.fromisoformat(since)
    except ValueError:
        raise StackError(f"{since!r} is no time. Say 10m, 2h, 7d or 2026-01-31T12:00.") from None
    return since


def show(console: Console, live: Program, told: Sequence[Program]) -> int:
    """Print the lines of all, each event once; return the exit code of the follower."""
    seen: set[str] = set()
    with _running(live) as follower:
        held = _Held(follower.stdout or ())
        if not held.wait():
            return follower.wait()
        with ExitStack() as outboxes:
            lines = [outboxes.enter_context(_lines(each)) for each in told]
            for event in heapq.merge(*lines, key=lambda event: event["at"]):
                _say(console, event, seen)
        print("listening, until Ctrl-C …", file=sys.stderr)
        for event in held:
            _say(console, event, seen)
        return follower.wait()


class _Held:
    """The lines of the follower, taken from it at once and kept until somebody wants them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._is_begun = False
        self._told = threading.Event()
        self._kept: queue.SimpleQueue[dict[str, str] | None] = queue.SimpleQueue()
        threading.Thread(target=self._take, args=(lines,), daemon=True).start()

    def _take(self, lines: Iterable[str]) -> None:
        for line in lines:
            if event := json.loads(line):
                self._kept.put(event)
            else:
                self._is_begun = True
                self._told.set()
        self._kept.put(None)
        self._told.set()

    def wait(self) -> bool:
        """Wait until the follower has begun; tell whether it could."""
        self._told.wait()
        return self._is_begun

    def __iter__(self) -> Iterator[dict[str, str]]:
        while True:
            try:
                event = self._kept.get(timeout=SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                _check_reader()
                continue
            if not event:
                return
            yield event


def _check_reader() -> None:
    """Raise what the next line would: `head` may have read enough long before there is one."""
    look = select.poll()
    look.register(STDOUT, 0)
    if look.poll(0):
        raise BrokenPipeError


def _say(console: Console, event: Mapping[str, str], seen: set[str]) -> None:
    if event["id"] not in seen:
        console.say(event["line"])
    if event["id"]:
        seen.add(event["id"])


@contextmanager
def _lines(program: Program) -> Iterator[Iterator[dict[str, str]]]:
    with _running(program) as process:
        yield map(json.loads, process.stdout or ())
        if process.wait():
            raise StackError(f"{program.service} did not tell what is in its outbox.")


@contextmanager
def _running(program: Program) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        program.words, env=dict(program.environment), stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield process
        finally:
            process.kill()
