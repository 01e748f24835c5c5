"""Statements that every request repeats with other values: PostgreSQL plans them once."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


def run(statement: str, words: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement with a `%s` for each word; return its rows, none if it is no query.

    It is prepared once for each connection: use it for texts that stay the same, never for one
    that was put together from what somebody sent. A word whose type the statement does not show
    needs a cast (`%s::uuid`).
    """
    database: Any = connections[DEFAULT_DB_ALIAS]  # its proxy would look it up for each attribute
    found: list[tuple[Any, ...]] = database.rows(statement, words)
    return found


def later(statement: str, words: Sequence[Any] = ()) -> None:
    """Run such a statement, of which nobody wants rows, in one message with the next one.

    Before the transaction ends, that is: what it meets may be told by the next one, or the commit.
    """
    database: Any = connections[DEFAULT_DB_ALIAS]
    database.later(statement, words)
