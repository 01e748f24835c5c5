"""The background process: it starts its parts, beats while all of them turn, and stops them."""

import signal
import time
from collections.abc import Sequence
from threading import Event
from types import FrameType

from chassis.background.parts import Part
from chassis.background.turning import Turning
from chassis.observability import context, heartbeat, log

LOOK_SECONDS = 0.5
STOP_SECONDS = 2.5


class PartDied(RuntimeError):
    """The thread of a part ended by itself."""


class Loop:
    """Runs parts until it is told to stop."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.threads = [Turning(part) for part in parts]
        self.stopping = Event()
        self._beat_at = float("-inf")

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. A part that dies ends the process, with an error."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        context.begin("")
        log.info("background_started", parts=[thread.name for thread in self.threads])
        for thread in self.threads:
            thread.start()
        try:
            while not self.stopping.wait(LOOK_SECONDS):
                self._look()
        finally:
            self._stop_all()
        log.info("background_stopped")

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Let every part finish its turn, then end."""
        self.stopping.set()

    def _look(self) -> None:
        if dead := [thread.name for thread in self.threads if not thread.is_alive()]:
            raise PartDied(f"{', '.join(dead)} ended by itself.")
        due = time.monotonic() >= self._beat_at + heartbeat.INTERVAL_SECONDS
        if due and all(thread.turns for thread in self.threads):
            heartbeat.beat()
            self._beat_at = time.monotonic()

    def _stop_all(self) -> None:
        """Whoever does not stop in time is left: what it has not committed did not happen."""
        deadline = time.monotonic() + STOP_SECONDS
        for thread in self.threads:
            thread.stop()
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                log.warning("part_did_not_stop", part=thread.name)
