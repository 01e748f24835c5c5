"""Pieces of SQL that a query is put together from."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Fragment(NamedTuple):
    """Some SQL, and the values for its placeholders."""

    sql: str = ""
    words: Sequence[Any] = ()


def joined(fragments: Iterable[Fragment], between: str = ", ") -> Fragment:
    """Return some fragments as one; what is empty is left out."""
    some = [each for each in fragments if each.sql]
    words = [word for each in some for word in each.words]
    return Fragment(between.join(each.sql for each in some), words)
