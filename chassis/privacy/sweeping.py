"""Replace words wherever they stand in the database: in every text of every table.

Nothing has to be known of the tables, so that none can be forgotten. It leaves no line in the
history, for those are texts as well, and counts no version: nobody has changed anything.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pgtrigger
from django.conf import settings
from django.db import connection, transaction

from chassis.encryption.places import Place, places
from chassis.encryption.sealing import opened, seal
from chassis.privacy.words import Erasure

AT_ONCE = 500  # sealed texts
FRAMEWORKS = ("django_migrations", "django_content_type", "auth_permission", "django_session")

_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND (a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype)
           OR a.atttypid IN ('text[]'::regtype, 'varchar[]'::regtype))
    ORDER BY c.relname, a.attnum
"""
# Most rows are about others: a quick look at all texts of a row comes before the exact one.
_SWEEP = """
    UPDATE "{table}" SET {changes}
    FROM (VALUES ({marks})) AS erased ({words})
    WHERE (concat_ws(' ', {texts}) ~* erased.maybe
           OR strpos(concat_ws(' ', {texts}), erased.subject) > 0)
      AND ({differ})
"""
_BESIDE_THE_ID = "CASE WHEN strpos({text}, erased.subject) > 0 THEN {changed} ELSE {text} END"


@dataclass(frozen=True)
class Column:
    """A column that holds texts."""

    table: str
    name: str
    type: str

    @property
    def own(self) -> str:
        """Its name in SQL."""
        return f'"{self.table}"."{self.name}"'

    @property
    def is_list(self) -> bool:
        """Whether it holds several texts."""
        return self.type.endswith("[]")

    @property
    def text(self) -> str:
        """All of it as one text, in SQL."""
        return f"array_to_string({self.own}, ' ')" if self.is_list else f"{self.own}::text"

    @property
    def whole(self) -> str:
        """What is compared with what it is without the words, in SQL."""
        return f"{self.own}::text[]" if self.is_list else self.text

    def swept(self, values: Sequence[str]) -> str:
        """Return what it is without the words and values, in SQL."""
        if self.is_list:
            return (
                "ARRAY(SELECT regexp_replace(each, erased.words, erased.called, 'gi') "  # noqa: S608
                f"FROM unnest({self.own}) WITH ORDINALITY AS old (each, number) ORDER BY number)"
            )
        changed = self.text
        for value in values:
            changed = f"replace({changed}, erased.{value}, to_json(erased.called)::text)"
        beside = _BESIDE_THE_ID.format(text=self.text, changed=changed)
        return f"regexp_replace({beside}, erased.words, erased.called, 'gi')"


class Swept(NamedTuple):
    """The key of the last row of some, if there was any, and in how many something stood."""

    last: Any
    changed: int


def sweep(erasure: Erasure) -> Counter[str]:
    """Replace the words in all tables; return in how many rows of which."""
    found: Counter[str] = Counter()
    for table, columns in groupby(_columns(), key=lambda column: column.table):
        found[table] += _sweep_table(table, list(columns), erasure)
    return +(found + _sweep_sealed(erasure))


def _sweep_table(table: str, columns: Sequence[Column], erasure: Erasure) -> int:
    """Read a table once, and write those of its rows in which something stands."""
    values = {f"value{number}": value for number, value in enumerate(erasure.values)}
    words = {
        "maybe": erasure.maybe_in_sql,
        "words": erasure.in_sql,
        "called": erasure.called,
        "subject": str(erasure.subject),
        **values,
    }
    swept = [(column, column.swept([*values])) for column in columns]
    statement = _SWEEP.format(
        table=table,
        changes=", ".join(f'"{column.name}" = {new}::{column.type}' for column, new in swept),
        marks=", ".join(["%s::text"] * len(words)),
        words=", ".join(words),
        texts=", ".join(column.text for column in columns),
        differ=" OR ".join(f"{column.whole} <> {new}" for column, new in swept),
    )
    with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(statement, [*words.values()])
        return int(cursor.rowcount)


def _columns() -> Iterator[Column]:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        rows = cursor.fetchall()
    return (Column(*row) for row in rows if row[0] not in FRAMEWORKS)


def _sweep_sealed(erasure: Erasure) -> Counter[str]:
    """Replace the words in texts that are stored encrypted; fields are their owners' to empty."""
    found: Counter[str] = Counter()
    if not getattr(settings, "ENCRYPTION_KEYS", ""):
        return found
    for place in (place for place in places() if place.field is None):
        after: Any = None
        while (some := _sweep_some(place, after, erasure)).last is not None:
            after = some.last
            found[place.table.strip('"')] += some.changed
    return found


def _sweep_some(place: Place, after: Any, erasure: Erasure) -> Swept:
    """Replace the words in some sealed texts, in a transaction of their own."""
    changed, last = 0, None
    with transaction.atomic(), pgtrigger.ignore():
        for last, text in place.some("", after=after, most=AT_ONCE, waits=True):
            swept = place.changed(text, lambda sealed: _rid(sealed, erasure))
            if swept != text:
                place.put(last, swept)
                changed += 1
    return Swept(last, changed)


def _rid(sealed: str, erasure: Erasure) -> str:
    text = opened(sealed)
    swept = erasure.rid(text)
    return sealed if swept == text else seal(swept)
