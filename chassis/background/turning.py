"""One part of the background process, turning in its thread until it is told to stop."""

import time
from threading import Event, Thread

from django.db import close_old_connections, connections

from chassis.background.parts import Part
from chassis.observability import context, log

LONGEST_WAIT = 1.0
SHORTEST_PAUSE = 0.1
LONGEST_PAUSE = 1.0
STUCK_SECONDS = 15.0


class Turning(Thread):
    """A thread that turns a part. What the part raises is logged, and it is turned again."""

    def __init__(self, part: Part) -> None:
        super().__init__(name=part.name, daemon=True)
        self.part = part
        self._turned_at = float("-inf")
        self._pause = SHORTEST_PAUSE
        self._stopping = Event()

    @property
    def turns(self) -> bool:
        """Whether the part ended a turn lately, well or not."""
        return time.monotonic() - self._turned_at < STUCK_SECONDS

    def run(self) -> None:
        """Turn until told to stop."""
        try:
            while not self._stopping.is_set():
                self.once()
        finally:
            connections.close_all()

    def stop(self) -> None:
        """Let the part end its turn, and no new one begin."""
        self._stopping.set()
        self.part.wake()

    def once(self) -> None:
        """Turn the part, and wait until there may be more to do."""
        context.begin("", part=self.name)
        try:
            close_old_connections()
            busy = self._turn()
            self._pause = SHORTEST_PAUSE
            if not busy:
                self.part.wait(LONGEST_WAIT)
        except Exception as error:  # noqa: BLE001  (what is down now comes back: the part goes on)
            log.warning("turn_failed", error=str(error), kind=type(error).__name__)
            self._stopping.wait(self._pause)
            self._pause = min(LONGEST_PAUSE, self._pause * 2)

    def _turn(self) -> bool:
        try:
            return self.part.turn()
        finally:
            self._turned_at = time.monotonic()
