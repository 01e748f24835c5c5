"""Django's connection to PostgreSQL, which asks less often whether it still is one."""

import select
import time
from typing import Any

from django.db.backends.postgresql import base
from psycopg2 import extensions

TRUSTED_SECONDS = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. CONN_HEALTH_CHECKS would have each request pay a round trip for one.

    A server that went away has closed the connection, or said why before: there is something to be
    read where nothing should be. Where there is not, a connection is trusted for some seconds.
    """

    _answered_at = float("-inf")

    def is_usable(self) -> bool:
        """Tell whether the connection works; the server is only asked if there is a doubt."""
        now = time.monotonic()
        trusted = now - self._answered_at < TRUSTED_SECONDS and not self.errors_occurred
        if trusted and _is_silent(self.connection):
            return True
        usable = super().is_usable()
        self._answered_at = now if usable else float("-inf")
        return usable


def _is_silent(connection: Any) -> bool:
    """Tell whether a connection is open and well, and the server says nothing by itself."""
    if connection is None or connection.closed:
        return False
    if connection.get_transaction_status() == extensions.TRANSACTION_STATUS_INERROR:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
