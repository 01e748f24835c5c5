"""A thread's ear in the database: sleep until somebody notifies a channel, or until woken."""

import select
import socket
from typing import Any

from django.db import connection


class Ear:
    """Listens on a channel with the database connection of the thread that waits."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self._listens: Any = None  # the connection that does
        self._wire, self._far_end = socket.socketpair()
        self._wire.settimeout(0)
        self._far_end.settimeout(0)

    def wait(self, seconds: float) -> None:
        """Sleep until the channel is notified, `wake` is called, or the seconds are over.

        An ear that just began to listen does not sleep: it may have missed a call until then.
        """
        if self._begin():
            return
        if not self._listens.notifies:  # one that came during other work has been read already
            with connection.wrap_database_errors:
                ready, _, _ = select.select([self._listens, self._wire], [], [], seconds)
                self._listens.poll()
            if self._wire in ready:
                self._wire.recv(1024)
        self._listens.notifies.clear()

    def wake(self) -> None:
        """End the sleep at once, or the next one; any thread may call this."""
        try:
            self._far_end.send(b"!")
        except BlockingIOError:
            return  # the wire is full of calls: whoever sleeps will wake

    def _begin(self) -> bool:
        """Listen, unless this connection does so already."""
        if connection.connection is not None and connection.connection is self._listens:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {self._channel}")
        self._listens = connection.connection
        return True
