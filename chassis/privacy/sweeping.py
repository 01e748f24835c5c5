"""Replace words wherever they stand in the database: in every text of every table.

Nothing has to be known of the tables, so that none can be forgotten. It leaves no line in the
history, for those are texts as well, and counts no version: nobody has changed anything.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pgtrigger
from django.conf import settings
from django.db import connection, transaction

from chassis.encryption.places import places
from chassis.encryption.sealing import opened, seal
from chassis.privacy.words import Erasure

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
_IN_LISTS = """
    UPDATE "{0.table}" SET "{0.name}" = ARRAY(
        SELECT regexp_replace(each, %s, %s, 'gi')
        FROM unnest("{0.name}") WITH ORDINALITY AS old (each, number) ORDER BY number
    )
    WHERE array_to_string("{0.name}", ' ') ~* %s
"""
_IN_TEXTS = """
    UPDATE "{0.table}"
    SET "{0.name}" = regexp_replace("{0.name}"::text, %s, %s, 'gi')::{0.type}
    WHERE "{0.name}"::text ~* %s
"""
_BESIDE_THE_ID = """
    UPDATE "{0.table}"
    SET "{0.name}" = replace("{0.name}"::text, %s, to_json(%s::text)::text)::{0.type}
    WHERE strpos("{0.name}"::text, %s) > 0 AND strpos("{0.name}"::text, %s) > 0
"""


@dataclass(frozen=True)
class Column:
    """A column that holds texts."""

    table: str
    name: str
    type: str

    def sweep(self, erasure: Erasure) -> int:
        """Replace the words; return in how many places."""
        pattern, called, subject = erasure.in_sql, erasure.called, str(erasure.subject)
        if self.type.endswith("[]"):
            return self._run(_IN_LISTS, pattern, called, pattern)
        beside = (self._run(_BESIDE_THE_ID, each, called, each, subject) for each in erasure.values)
        return self._run(_IN_TEXTS, pattern, called, pattern) + sum(beside)

    def _run(self, statement: str, *words: str) -> int:
        with transaction.atomic(), pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(statement.format(self), words)
            return cursor.rowcount


def sweep(erasure: Erasure) -> Counter[str]:
    """Replace the words in all tables; return in how many places of which."""
    found: Counter[str] = Counter()
    for column in _columns():
        found[column.table] += column.sweep(erasure)
    return +(found + _sweep_sealed(erasure))


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
        with transaction.atomic(), pgtrigger.ignore():
            for key, text in place.some("", after=None, most=1_000_000):
                swept = place.changed(text, lambda sealed: _rid(sealed, erasure))
                if swept != text:
                    place.put(key, swept)
                    found[place.table.strip('"')] += 1
    return found


def _rid(sealed: str, erasure: Erasure) -> str:
    text = opened(sealed)
    swept = erasure.rid(text)
    return sealed if swept == text else seal(swept)
