"""Django's connection to PostgreSQL: it asks less often whether it still is one, and remembers what
it was asked.
"""

import select
import time
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg2 import extensions

from chassis import env

TRUSTED_SECONDS = 5.0
MOST_PREPARED = 100  # on one connection: of a larger one PostgreSQL keeps some 30 kB each
# Behind a pool that gives every transaction another connection, none remembers what it was asked.
PREPARES = not env.flag("KITROOM_UNPREPARED")


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. CONN_HEALTH_CHECKS would have each request pay a round trip for one.

    A server that went away has closed the connection, or said why before: there is something to be
    read where nothing should be. Where there is not, a connection is trusted for some seconds.
    """

    _answered_at = float("-inf")
    _prepared: dict[str, str]  # statement → how it is executed

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; the new connection remembers nothing."""
        self._prepared = {}
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Tell whether the connection works; the server is only asked if there is a doubt."""
        now = time.monotonic()
        trusted = now - self._answered_at < TRUSTED_SECONDS and not self.errors_occurred
        if trusted and _is_silent(self.connection):
            return True
        usable = super().is_usable()
        self._answered_at = now if usable else float("-inf")
        return usable

    def rows(self, statement: str, words: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement that this connection plans once; return its rows, if it has any."""
        if not PREPARES or self.queries_logged or self.execute_wrappers:
            with self.cursor() as watched:  # by whom each statement is to be seen as it is
                watched.execute(statement, words)
                return list(watched.fetchall()) if watched.description else []
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors, self.create_cursor() as cursor:
            execution = self._prepared.get(statement) or self._prepare(cursor, statement, words)
            cursor.execute(execution, words)
            return list(cursor.fetchall()) if cursor.description else []

    def _prepare(self, cursor: Any, statement: str, words: Sequence[Any]) -> str:
        if len(self._prepared) >= MOST_PREPARED:
            cursor.execute("DEALLOCATE ALL")
            self._prepared.clear()
        name = f"kitroom_{len(self._prepared)}"
        numbered = statement % tuple(f"${number}" for number, _ in enumerate(words, 1))
        cursor.execute(f"PREPARE {name} AS {numbered}")
        given = f"({', '.join(['%s'] * len(words))})" if words else ""
        self._prepared[statement] = f"EXECUTE {name}{given}"
        return self._prepared[statement]


def _is_silent(connection: Any) -> bool:
    """Tell whether a connection is open and well, and the server says nothing by itself."""
    if connection is None or connection.closed:
        return False
    if connection.get_transaction_status() == extensions.TRANSACTION_STATUS_INERROR:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
