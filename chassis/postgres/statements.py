"""Statements that every request repeats with other values: PostgreSQL plans them once."""

import threading
from asyncio import _get_running_loop
from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, DataError, connections

NO_SUCH_ROW = "there is no such row"
# What `at_commit` has read, for other statements of the same transaction.
TOLD, NAMED = "current_setting('kitroom.told', true)", "current_setting('kitroom.beside', true)"
BESIDE = f"substr({NAMED}, strpos({NAMED}, ' ') + 1)"  # behind whom it is for
_asked = count(1)  # names in this process: its connections are nobody else's
_here = threading.local()


def database() -> Any:
    """Return this thread's connection, or this task's where an event loop runs.

    Django's own look-up learns that none runs by an exception, each time.
    """
    if _get_running_loop() is not None:
        return connections[DEFAULT_DB_ALIAS]
    try:
        return _here.database
    except AttributeError:
        _here.database = connections[DEFAULT_DB_ALIAS]
        return _here.database


def run(statement: str, words: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement with a `%s` for each word; return its rows, none if it is no query.

    It is prepared once for each connection: use it for texts that stay the same, never for one
    that was put together from what somebody sent. A word whose type the statement does not show
    needs a cast (`%s::uuid`).
    """
    found: list[tuple[Any, ...]] = database().rows(statement, words)
    return found


def later(statement: str, words: Sequence[Any] = ()) -> None:
    """Run such a statement, of which nobody wants rows, in one message with the next one.

    Before the transaction ends, that is: what it meets may be told by the next one, or the commit.
    """
    database().later(statement, words, is_aside=False)


def aside(statement: str, words: Sequence[Any] = ()) -> None:
    """Do the same with a statement that changes nothing of what an answer tells of a row."""
    database().later(statement, words, is_aside=True)


def now() -> None:
    """Send what waits, before a savepoint takes for its own what that meets."""
    database().flush()


class AtCommit:
    """Two texts that are read within a transaction, and told in one message with its end."""

    heard: Sequence[str] = ()

    def __init__(self) -> None:
        self.name = str(next(_asked))

    def told(self) -> Sequence[str]:
        """Return them. Where the transaction has not ended yet they are asked for now."""
        self.heard = self.heard or database().tell()
        told, named = self.heard
        name, _, beside = named.partition(" ")
        if name != self.name:
            raise RuntimeError("What was to be told was rolled back, or something else was asked.")
        return told, beside


def at_commit(query: str, words: Sequence[Any], *, is_change: bool = False) -> AtCommit | None:
    """Let two texts of one row be told by the commit; None where nothing waits.

    `query` is a SELECT, or a change with RETURNING. If it finds none, or the first text is null,
    the transaction fails (`is_none`). Other statements of it find the texts as `TOLD` and `BESIDE`.
    """
    found: AtCommit | None = database().at_commit(query, words, is_change=is_change)
    return found


def is_none(error: DatabaseError) -> bool:
    """Tell whether a transaction failed for `at_commit` found no such row."""
    return isinstance(error, DataError) and NO_SUCH_ROW in str(error)


def said() -> int:
    """Return a number that stays the same as long as nothing is said here but what is aside."""
    number: int = database().connection.said
    return number
