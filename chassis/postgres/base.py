"""Django's connection to PostgreSQL: it asks less often whether it still is one, and remembers what
it was asked.
"""

import select
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg2 import extensions

from chassis import env
from chassis.postgres.messages import Connection, Cursor
from chassis.postgres.statements import NAMED, NO_SUCH_ROW, TOLD, AtCommit

TRUSTED_SECONDS = 5.0
BEGIN = b"BEGIN"
OPENING = (BEGIN, b"SAVEPOINT ")
MOST_PREPARED = 100  # on one connection: of a larger one PostgreSQL keeps some 30 kB each
# Behind a pool that gives every transaction another connection, none remembers what it was asked.
PREPARES = not env.flag("KITROOM_UNPREPARED")
# What is prepared is planned once. Left to itself, PostgreSQL plans most statements with arrays or
# functions of rows anew each time: it takes them for cheaper with their values than they are.
PLANS_ONCE = "-c plan_cache_mode=force_generic_plan"

# Such a setting outlives its transaction; no row is an error, for it would leave an older one.
READ = f"""
    WITH found (told, beside) AS MATERIALIZED ({{query}})
    SELECT set_config('kitroom.told', told, false),
        set_config('kitroom.beside', %s || ' ' || beside, false),
        (CASE WHEN told IS NULL THEN '{NO_SUCH_ROW}' ELSE 'true' END)::boolean
    FROM (SELECT) AS one LEFT JOIN found ON true
"""  # noqa: S608
TELL = f"SELECT {TOLD}, {NAMED}"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection. CONN_HEALTH_CHECKS would have each request pay a round trip for one.

    A server that went away has closed the connection, or said why before: there is something to be
    read where nothing should be. Where there is not, a connection is trusted for some seconds.
    """

    _answered_at = float("-inf")
    _prepared: dict[str, str]  # statement → how it is executed
    _own: Any  # the cursor that plans, sends and reads these
    _is_debugging = False
    _at_commit: AtCommit | None = None  # what the end of this transaction tells

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; the new connection remembers nothing."""
        self._prepared, self._is_debugging = {}, settings.DEBUG
        kinds = {"connection_factory": Connection, "cursor_factory": Cursor}
        options = {"options": PLANS_ONCE} if PREPARES else {}
        connection = super().get_new_connection({**options, **conn_params, **kinds})
        self._own = connection.cursor()
        self._own.tzinfo_factory = self.tzinfo_factory
        return connection

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
        if self._is_watched:
            with self.cursor() as watched:
                watched.execute(statement, words)
                return list(watched.fetchall()) if watched.description else []
        self._begin()
        with self.wrap_database_errors:
            self._own.execute(self._planned(statement, words))
            return list(self._own.fetchall()) if self._own.description else []

    def later(self, statement: str, words: Sequence[Any], *, is_aside: bool) -> None:
        """Run such a statement along with the next one, at the latest before the commit."""
        if self._is_watched or not self.in_atomic_block:
            self.rows(statement, words)
            return
        self._begin()
        with self.wrap_database_errors:
            planned = self._planned(statement, words)
            self.connection.waiting.append(planned)
            self.connection.said += not is_aside

    def at_commit(self, query: str, words: Sequence[Any], *, is_change: bool) -> AtCommit | None:
        """Let two texts of one row be told by the commit, unless each statement is watched."""
        if self._is_watched or not self.in_atomic_block:
            return None
        self._at_commit = AtCommit()
        named = [*words, self._at_commit.name]
        self.later(_read(query), named, is_aside=not is_change)
        return self._at_commit

    def flush(self) -> None:
        """Send what waits by itself: what that meets is told here."""
        if self.connection:
            with self.wrap_database_errors:
                self.connection.flush()

    def tell(self) -> Sequence[str]:
        """Tell what the commit would."""
        self._at_commit = None
        [told] = self.rows(TELL, ())
        return told

    @property
    def _is_watched(self) -> bool:
        """Whether each statement is to be seen by itself and as it is."""
        return self.queries_logged or not PREPARES or bool(self.execute_wrappers)

    @property
    def queries_logged(self) -> bool:
        """Whether Django keeps a list of queries; it asks at both ends of a transaction."""
        return self.force_debug_cursor or self._is_debugging

    def make_debug_cursor(self, cursor: Any) -> Any:
        """Return a cursor whose statements are written down: each without what waited for it."""
        self.connection.flush()
        return super().make_debug_cursor(cursor)

    def _begin(self) -> None:
        """Do what Django does before it opens a cursor."""
        if self.in_atomic_block:
            self.validate_no_broken_transaction()
        else:
            self.close_if_health_check_failed()
            self.ensure_connection()

    def _planned(self, statement: str, words: Sequence[Any]) -> bytes:
        execution = self._prepared.get(statement) or self._prepare(statement, words)
        planned: bytes = self._own.mogrify(execution, words)
        return planned

    def _prepare(self, statement: str, words: Sequence[Any]) -> str:
        if len(self._prepared) >= MOST_PREPARED:
            self._own.execute("DEALLOCATE ALL")
            self._prepared.clear()
        name = f"kitroom_{len(self._prepared)}"
        numbered = statement % tuple(f"${number}" for number, _ in enumerate(words, 1))
        self._own.execute(f"PREPARE {name} AS {numbered}")
        given = f"({', '.join(['%s'] * len(words))})" if words else ""
        self._prepared[statement] = f"EXECUTE {name}{given}"
        return self._prepared[statement]

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001
        """Let BEGIN wait for the first statement: psycopg would send it by itself, before that."""
        self.connection.waiting = [] if autocommit else [BEGIN]
        if not self.connection.autocommit:
            super()._set_autocommit(True)  # type: ignore[misc]  # noqa: FBT003

    def _savepoint(self, sid: str) -> None:
        """Let it wait for the first statement in it; what was said before is told before."""
        if self._is_watched:
            super()._savepoint(sid)  # type: ignore[misc]
            return
        if not all(each.startswith(OPENING) for each in self.connection.waiting):
            self.flush()
        self.connection.waiting.append(self._created(sid))

    def _savepoint_commit(self, sid: str) -> None:
        """Let it wait as well, unless something waits in it: what that meets is told here."""
        waiting = self.connection.waiting
        if waiting[-1:] == [self._created(sid)]:
            waiting.pop()
        elif waiting or self._is_watched:
            super()._savepoint_commit(sid)  # type: ignore[misc]
        else:
            waiting.append(self.ops.savepoint_commit_sql(sid).encode())

    def _savepoint_rollback(self, sid: str) -> None:
        """Take back what was sent since; what waits since then was never said."""
        waiting, created = self.connection.waiting, self._created(sid)
        if created in waiting:
            del waiting[waiting.index(created) + 1 :]
        else:
            waiting.clear()
            super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _created(self, sid: str) -> bytes:
        return bytes(self.ops.savepoint_create_sql(sid).encode())

    def _commit(self) -> None:
        if self.connection and self.connection.waiting == [BEGIN]:
            self.connection.waiting = []
        self._end("COMMIT")

    def _rollback(self) -> None:
        self._at_commit = None
        if self.connection:
            self.connection.waiting = []
        self._end("ROLLBACK")

    def _end(self, how: str) -> None:
        """End a transaction; of one that the server never heard of there is nothing to say."""
        asked, self._at_commit = self._at_commit, None
        if self.connection is None:
            return
        if self.connection.waiting or not _is_idle(self.connection):
            with debug_transaction(self, how), self.wrap_database_errors:
                if asked:
                    self._own.execute(f"{how}; {self._planned(TELL, ()).decode()}")
                    asked.heard = self._own.fetchone()
                else:
                    self._own.execute(how)
        self.connection.waiting = [] if self.autocommit else [BEGIN]  # the next one


@lru_cache(MOST_PREPARED)
def _read(query: str) -> str:
    """Return the statement that reads what a query finds into settings."""
    return READ.format(query=query)


def _is_idle(connection: Any) -> bool:
    idle: bool = connection.get_transaction_status() == extensions.TRANSACTION_STATUS_IDLE
    return idle


def _is_silent(connection: Any) -> bool:
    """Tell whether a connection is open and well, and the server says nothing by itself."""
    if connection is None or connection.closed:
        return False
    if connection.get_transaction_status() == extensions.TRANSACTION_STATUS_INERROR:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)
