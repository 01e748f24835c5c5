"""Keeps one process alive: starts it, watches it, restarts it when it dies, gives up in time."""

import asyncio
import collections
import signal
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from stack.errors import StackError
from stack.processes.child import CANNOT_BEGIN, NOTICE_EVERY_SECONDS, Child
from stack.processes.spec import Spec
from stack.state import ProcessState

MOST_EXITS = 5
EXITS_WITHIN_SECONDS = 60
LONGEST_BACKOFF_SECONDS = 8.0
LOOK_EVERY_SECONDS = 3.0
STARTED_WITHIN_SECONDS = 10.0


class Status(StrEnum):
    """How a process is doing."""

    STARTING = "starting"
    OK = "ok"
    UNHEALTHY = "unhealthy"
    RESTARTING = "restarting"
    FAILED = "failed"
    STOPPING = "stopping"
    STOPPED = "stopped"


class NotReady(StackError):
    """A process did not come up."""


class Keeper:
    """One process that should live."""

    def __init__(self, spec: Spec, log: Path, tell: Callable[..., None]) -> None:
        self.spec = spec
        self.log = log
        self.status = Status.STOPPED
        self.restarts = 0
        self._tell = tell
        self._child: Child | None = None
        self._last_exit = ""
        self._last_trouble = ""
        self._exits: collections.deque[float] = collections.deque(maxlen=MOST_EXITS)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to keep it alive."""
        self._task = asyncio.create_task(self._keep())

    async def until_ready(self, timeout_seconds: float) -> None:
        """Wait until it answers, or raise NotReady."""
        until = time.monotonic() + timeout_seconds
        while self.status is not Status.OK:
            if self.status is Status.FAILED or time.monotonic() > until:
                why = self._last_exit or self.status
                raise NotReady(f"{self.spec.name} did not become ready ({why}).")
            await asyncio.sleep(0.05)

    async def until_started(self) -> None:
        """Wait while it starts: before it listens for signals, one that is sent would end it."""
        until = time.monotonic() + STARTED_WITHIN_SECONDS
        while self.status is Status.STARTING and time.monotonic() < until:
            await asyncio.sleep(0.05)

    async def stop(self, *, at_once: bool = False) -> None:
        """Ask it to end, insist after its grace time."""
        if self._task is None or self._task.done():
            return
        was, self.status = self.status, Status.STOPPING
        if was is Status.RESTARTING:
            self._task.cancel()
        else:
            self._signal(signal.SIGKILL if at_once else self.spec.stop_signal)
        await self._gone(self._task)

    def hurry(self) -> None:
        """End it now, if it is being stopped or not."""
        self._signal(signal.SIGKILL)

    def reload(self) -> None:
        """Tell it to read its configuration again."""
        self._signal(signal.SIGHUP)

    def state(self) -> ProcessState:
        """What there is to say about it."""
        return ProcessState(
            name=self.spec.name,
            kind=self.spec.kind,
            service=self.spec.service,
            status=self.status,
            pid=self._child.identity.pid if self._child else None,
            ticks=self._child.identity.ticks if self._child else None,
            port=self.spec.port,
            since=self._child.since if self._child else None,
            restarts=self.restarts,
            last_exit=self._last_exit,
        )

    async def _gone(self, task: asyncio.Task[None]) -> None:
        done, _ = await asyncio.wait([task], timeout=self.spec.grace_seconds)
        if not done:
            self._tell("process_killed", process=self.spec.name, after=self.spec.grace_seconds)
            self._signal(signal.SIGKILL)
            await asyncio.wait([task])
        self.status = Status.STOPPED

    async def _keep(self) -> None:
        while (child := self._begin()) is not None:
            await self._until_it_ends(child)
            if self.status is Status.STOPPING:
                return
            self._tell("process_ended", level="error", process=self.spec.name, how=self._last_exit)
            if self._ends_too_often():
                self._give_up()
                return
            self.status = Status.RESTARTING
            await asyncio.sleep(min(2 ** len(self._exits) / 4, LONGEST_BACKOFF_SECONDS))
            self.restarts += 1

    def _begin(self) -> Child | None:
        """A command that cannot even begin will not do so later: nothing to wait for."""
        self.status = Status.STARTING
        try:
            self._child = Child(self.spec, self.log)
        except CANNOT_BEGIN as error:
            self._last_exit = str(error)
            self._give_up()
            return None
        self._tell("process_started", process=self.spec.name, pid=self._child.identity.pid)
        return self._child

    def _give_up(self) -> None:
        self.status = Status.FAILED
        self._tell("process_failed", level="error", process=self.spec.name, how=self._last_exit)

    async def _until_it_ends(self, child: Child) -> None:
        looking = asyncio.create_task(self._look_after())
        try:
            self._last_exit = await child.until_it_ends()
        finally:
            looking.cancel()
        self._child = None

    async def _look_after(self) -> None:
        while True:
            is_good = await self._is_ready()
            if self.status is Status.STOPPING:
                return
            if is_good:
                self.status = Status.OK
            elif self.status is Status.OK:
                self.status = Status.UNHEALTHY
                self._tell("process_unhealthy", level="warning", process=self.spec.name)
            is_starting = self.status is Status.STARTING
            await asyncio.sleep(NOTICE_EVERY_SECONDS if is_starting else LOOK_EVERY_SECONDS)

    async def _is_ready(self) -> bool:
        """Whatever a check stumbles over means "not ready", is said once, and ends no watch."""
        try:
            return await self.spec.is_ready()
        except Exception as error:  # noqa: BLE001
            trouble = repr(error)
        if trouble != self._last_trouble:
            self._last_trouble = trouble
            self._tell("check_failed", level="error", process=self.spec.name, why=trouble)
        return False

    def _ends_too_often(self) -> bool:
        self._exits.append(time.monotonic())
        is_full = len(self._exits) == MOST_EXITS
        return is_full and self._exits[-1] - self._exits[0] < EXITS_WITHIN_SECONDS

    def _signal(self, number: signal.Signals) -> None:
        if self._child:
            self._child.signal(number)
