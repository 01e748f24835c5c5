"""Keeps one process alive: starts it, watches it, restarts it when it dies, gives up in time."""

import asyncio
import collections
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from stack.errors import StackError
from stack.processes import identity, leash
from stack.processes.spec import Spec
from stack.state import ProcessState

MOST_EXITS = 5
EXITS_WITHIN_SECONDS = 60
LONGEST_BACKOFF_SECONDS = 8.0
LOOK_EVERY_SECONDS = 3.0
NOTICE_EVERY_SECONDS = 0.1


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
        self._popen: subprocess.Popen[bytes] | None = None
        self._identity: identity.Identity | None = None
        self._since: float | None = None
        self._last_exit = ""
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
                raise NotReady(f"{self.spec.name} did not become ready ({self.status}).")
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

    def state(self) -> ProcessState:
        """What there is to say about it."""
        return ProcessState(
            name=self.spec.name,
            kind=self.spec.kind,
            service=self.spec.service,
            status=self.status,
            pid=self._identity.pid if self._identity else None,
            ticks=self._identity.ticks if self._identity else None,
            port=self.spec.port,
            since=self._since,
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
        while True:
            await self._until_it_ends(self._spawn())
            if self.status is Status.STOPPING:
                return
            self._tell("process_ended", level="error", process=self.spec.name, how=self._last_exit)
            if self._ends_too_often():
                self.status = Status.FAILED
                self._tell("process_failed", level="error", process=self.spec.name)
                return
            self.status = Status.RESTARTING
            await asyncio.sleep(min(2 ** len(self._exits) / 4, LONGEST_BACKOFF_SECONDS))
            self.restarts += 1

    def _spawn(self) -> subprocess.Popen[bytes]:
        self.status = Status.STARTING
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                self.spec.argv,
                env=self.spec.env,
                cwd=self.spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self.spec.user,
                extra_groups=[] if self.spec.user else None,
                start_new_session=True,
                preexec_fn=leash.tie(self.spec.stop_signal),
            )
        self._identity = identity.of(self._popen.pid)
        self._since = time.time()
        self._tell("process_started", process=self.spec.name, pid=self._popen.pid)
        return self._popen

    async def _until_it_ends(self, popen: subprocess.Popen[bytes]) -> None:
        looking = asyncio.create_task(self._look_after())
        pid, flags = popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT
        try:
            while os.waitid(os.P_PID, pid, flags) is None:
                await asyncio.sleep(NOTICE_EVERY_SECONDS)
        finally:
            looking.cancel()
        # Not reaped yet, so the number is still its own: whatever it left behind goes with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        self._last_exit = _in_words(popen.wait())
        self._identity = self._since = None

    async def _look_after(self) -> None:
        while True:
            is_good = await self.spec.is_ready()
            if self.status is Status.STOPPING:
                return
            if is_good:
                self.status = Status.OK
            elif self.status is Status.OK:
                self.status = Status.UNHEALTHY
                self._tell("process_unhealthy", level="warning", process=self.spec.name)
            is_starting = self.status is Status.STARTING
            await asyncio.sleep(NOTICE_EVERY_SECONDS if is_starting else LOOK_EVERY_SECONDS)

    def _ends_too_often(self) -> bool:
        self._exits.append(time.monotonic())
        is_full = len(self._exits) == MOST_EXITS
        return is_full and self._exits[-1] - self._exits[0] < EXITS_WITHIN_SECONDS

    def _signal(self, number: signal.Signals) -> None:
        if self._popen and self._identity and self._popen.returncode is None:
            if number is signal.SIGKILL:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._popen.pid, number)
            else:
                self._popen.send_signal(number)

    def reload(self) -> None:
        """Tell it to read its configuration again."""
        self._signal(signal.SIGHUP)


def _in_words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
