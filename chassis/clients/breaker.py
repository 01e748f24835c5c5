"""The circuit breaker: who fails again and again is left alone, then asked by one call."""

import random
import threading
from collections.abc import Callable
from enum import StrEnum

from chassis.clients.window import Window

SILENCE_SECONDS = 1.5
WINDOW_SECONDS = 10
FEWEST_FAILURES = 3
FAILING_SHARE = 0.5
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 4.0


class State(StrEnum):
    """Whether calls are let through."""

    CLOSED = "closed"  # all
    HALF_OPEN = "half_open"  # one, the probe
    OPEN = "open"  # none


class Refused(Exception):
    """The circuit is open, or its one probe is under way."""


class Breaker:
    """Opens after three failures: in a row for 1.5 seconds, or half of the last ten seconds' calls.

    The first rule sees soon who froze after a busy time, the second who fails now and then.
    """

    def __init__(self, clock: Callable[[], float], on_change: Callable[[State], None]) -> None:
        self._clock = clock
        self._on_change = on_change
        self._lock = threading.Lock()
        self._window = Window(WINDOW_SECONDS)
        self._well_at = float("-inf")
        self._failed_since = 0
        self._era = 0  # counts changes of state: what a call of an earlier era found out is old
        self._pause = FIRST_PAUSE_SECONDS
        self._probe_at = 0.0
        self.state = State.CLOSED

    def admit(self) -> int:
        """Let a call through and return its ticket. Raises Refused."""
        with self._lock:
            is_probe = self.state is State.OPEN and self._clock() >= self._probe_at
            if not is_probe and self.state is not State.CLOSED:
                raise Refused
            if is_probe:
                self._become(State.HALF_OPEN)
            ticket = self._era
        if is_probe:
            self._on_change(State.HALF_OPEN)
        return ticket

    def settle(self, ticket: int, *, ok: bool | None) -> None:
        """Say how an admitted call ended; None if it tells nothing about the other side."""
        with self._lock:
            if ticket != self._era:
                return
            before = self.state
            if before is State.HALF_OPEN:
                self._settle_probe(ok=ok)
            elif ok is not None:
                self._count(ok=ok)
            after = self.state
        if after is not before:
            self._on_change(after)

    def _settle_probe(self, *, ok: bool | None) -> None:
        if ok:
            self._pause = FIRST_PAUSE_SECONDS
            self._window.clear()
            self._well_at, self._failed_since = self._clock(), 0
            self._become(State.CLOSED)
        else:
            self._open()

    def _count(self, *, ok: bool) -> None:
        now = self._clock()
        self._window.add(now, ok=ok)
        if ok:
            self._well_at, self._failed_since = now, 0
            return
        self._failed_since += 1
        good, bad = self._window.counts(now)
        in_a_row = self._failed_since >= FEWEST_FAILURES and now - self._well_at >= SILENCE_SECONDS
        mostly = bad >= FAILING_SHARE * (good + bad)
        if bad >= FEWEST_FAILURES and (in_a_row or mostly):
            self._open()

    def _open(self) -> None:
        """With jitter, or all processes that saw it fail would be back at the same moment."""
        self._probe_at = self._clock() + self._pause * random.uniform(0.75, 1)  # noqa: S311
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        self._become(State.OPEN)

    def _become(self, state: State) -> None:
        self.state = state
        self._era += 1
