"""The loop of the background process: sleep until a chore is due or the database calls."""

import select
import signal
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any

from django.db import Error, close_old_connections, connection

from chassis.background.chores import CHORES, Chore
from chassis.jobs import bell
from chassis.observability import context, log

LONGEST_SLEEP = 1.0


class Loop:
    """Runs chores until it is told to stop. A chore that fails is logged and tried again."""

    def __init__(self, chores: Sequence[Chore] = CHORES) -> None:
        self.due = dict.fromkeys(chores, 0.0)
        self.stopping = False
        self._ear: Any = None  # the connection that listens

    def run(self) -> None:
        """Work until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        log.info("background_started")
        while not self.stopping:
            self.turn(woken=self._sleep())
        log.info("background_stopped")

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Finish the turn, then end."""
        self.stopping = True

    def turn(self, *, woken: bool = False) -> None:
        """Do what is due."""
        now = time.monotonic()
        for chore, due in self.due.items():
            if now >= due or (woken and chore.on_wake):
                _do(chore)
                self.due[chore] = now + chore.every_seconds
        close_old_connections()

    def _sleep(self) -> bool:
        """Wait for a notification or the next due chore; return whether the database called."""
        seconds = min(LONGEST_SLEEP, max(0.0, min(self.due.values()) - time.monotonic()))
        try:
            return self._wait(seconds)
        except Error as error:
            log.warning("database_unavailable", error=str(error))
            connection.close()
            time.sleep(LONGEST_SLEEP)
            return False

    def _wait(self, seconds: float) -> bool:
        if connection.connection is None or connection.connection is not self._ear:
            bell.listen()
            self._ear = connection.connection
        if not self._ear.notifies:  # one that came during a chore has been read already
            with connection.wrap_database_errors:
                select.select([self._ear], [], [], seconds)
                self._ear.poll()
        called = bool(self._ear.notifies)
        self._ear.notifies.clear()
        return called


def _do(chore: Chore) -> None:
    context.begin("", chore=chore.name)
    try:
        chore.do()
    except Exception as error:  # noqa: BLE001  (one chore's trouble must not stop the others)
        log.warning("chore_failed", error=str(error), kind=type(error).__name__)
