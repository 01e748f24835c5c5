"""A question's SQL, with places for what is another value each time it is asked.

Which values these are is found out by asking for two callers whom nobody knows: what differs
between the two questions is theirs, and what is not found among what we gave them is a doubt.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db import connection

from chassis.api.rows.query import fetch
from chassis.fragments import Fragment
from chassis.postgres.statements import run

Values = Mapping[str, Any]


class Statement(NamedTuple):
    """SQL with a `%s` for each value that is named."""

    text: str
    names: tuple[str, ...]
    is_planned_once: bool = True  # for all values: else the best way may be another for each

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        """Return what it finds for some values."""
        words = [values[name] for name in self.names]
        if self.is_planned_once:
            return run(self.text, words)
        return fetch(Fragment(self.text, words))


def statement(ask: Callable[[Values], Fragment | None], one: Values, two: Values) -> Statement:
    """Return the SQL that `ask` gives for any values. Raises LookupError if there is a doubt."""
    with connection.execute_wrapper(_refuse):
        first, second = ask(one), ask(two)
    if first is None or second is None or first.sql != second.sql:
        raise LookupError("Whoever asks is asked differently.")
    pairs = zip(first.words, second.words, strict=True)
    found = [_name_of(*pair, one, two) for pair in pairs]
    given = zip(found, first.words, strict=True)
    values = tuple("%s" if name else _literal(word) for name, word in given)
    text = first.sql.replace("%%", "%%%%") % values
    return Statement(text, tuple(filter(None, found)))


def _name_of(a: Any, b: Any, one: Values, two: Values) -> str | None:
    """Return the name of the value that stands in a place, None if it is always the same."""
    for name, value in one.items():
        if str(a) == str(value) and str(b) == str(two[name]):
            return name
    if type(a) is not type(b) or a != b:
        raise LookupError("A value is another each time, and nobody knows whose.")
    return None


def _literal(word: Any) -> str:
    """Return a value as it stands in a statement."""
    with connection.cursor() as cursor:
        return str(cursor.mogrify("%s", [word]).decode()).replace("%", "%%")


def _refuse(*_: Any) -> Any:
    raise LookupError("What is asked depends on what the database says.")
