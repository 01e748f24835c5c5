"""Where something is stored encrypted: every field that says so, and what ENCRYPTED_TEXTS names."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from chassis.encryption.fields import Sealing, encrypted_fields
from chassis.encryption.sealing import BARE, is_sealed

CLEAR = "clear"  # in the place of a key's id: what was stored before it was to be sealed
NAMELESS = "nameless"  # sealed before keys had ids


@dataclass(frozen=True)
class Place:
    """A column that holds sealed texts: the whole of it, or some strings in its JSON."""

    label: str
    table: str
    column: str
    key: str  # the column of the primary key
    type: str
    field: Sealing | None = None

    @property
    def is_json(self) -> bool:
        """Whether sealed texts stand in JSON among others."""
        return self.type == "jsonb"

    def sealed_with(self) -> Counter[str]:
        """Count what is stored here by the id of its key."""
        with connection.cursor() as cursor:
            cursor.execute((_COUNT_IN_JSON if self.is_json else _COUNT).format(self))
            return Counter(dict(cursor.fetchall()))

    def stale(self, newest: str, *, everything: bool = False) -> int:
        """Count the rows that hold something that the newest key did not seal."""
        condition, word = self._condition(newest, everything=everything)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.table} WHERE {condition}", [word])  # noqa: S608
            count: int = cursor.fetchone()[0]
        return count

    def some(
        self, newest: str, *, after: Any, most: int, everything: bool = False, waits: bool = False
    ) -> list[tuple[Any, str]]:
        """Lock and return some of these rows; those that others hold are left out or waited for."""
        condition, word = self._condition(newest, everything=everything)
        words = [word, *([after] if after is not None else []), most]
        later = f"AND {self.key} > %s" if after is not None else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {self.key}, {self.column}::text FROM {self.table} "  # noqa: S608
                f"WHERE {condition} {later} ORDER BY {self.key} LIMIT %s "
                f"FOR NO KEY UPDATE {'' if waits else 'SKIP LOCKED'}",
                words,
            )
            return list(cursor.fetchall())

    def put(self, key: Any, text: str) -> None:
        """Store a text in a row that is locked."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {self.table} SET {self.column} = %s::{self.type} WHERE {self.key} = %s",  # noqa: S608
                [text, key],
            )

    def _condition(self, newest: str, *, everything: bool) -> tuple[str, str]:
        if self.is_json:
            others = "" if everything else f"(?!{newest}:)"
            return f"{self.column}::text ~ %s", f'"(sealed:{others}[0-9a-f]{{8}}:|{BARE})'
        word = "" if everything else f"sealed:{newest}:%"
        return f"{self.column} <> '' AND {self.column} NOT LIKE %s", word

    def changed(self, text: str, change: Callable[[str], str]) -> str:
        """Return the stored text with every sealed text in it changed."""
        if not self.is_json:
            return change(text)
        return json.dumps(_walked(json.loads(text), change))


def places() -> Iterator[Place]:
    """Return every place, in one order."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label_lower):
        for field in encrypted_fields(model):
            yield _place(model, field)
    for name in settings.ENCRYPTED_TEXTS:
        label, _, column = name.rpartition(".")
        model = apps.get_model(label)
        yield _place(model, model._meta.get_field(column))


def _place(model: type[models.Model], field: Any) -> Place:
    return Place(
        label=f"{model._meta.label_lower}.{field.name}",
        table=connection.ops.quote_name(model._meta.db_table),
        column=connection.ops.quote_name(field.column),
        key=connection.ops.quote_name(str(model._meta.pk.column)),
        type=str(field.db_type(connection)),
        field=field if isinstance(field, Sealing) else None,
    )


def _walked(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _walked(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_walked(each, change) for each in value]
    if isinstance(value, str) and (is_sealed(value) or value.startswith(BARE)):
        return change(value)
    return value


_COUNT = f"""
    SELECT CASE WHEN {{0.column}} LIKE 'sealed:%' THEN split_part({{0.column}}, ':', 2)
                ELSE '{CLEAR}' END, count(*)
    FROM {{0.table}} WHERE {{0.column}} <> '' GROUP BY 1
"""  # noqa: S608  (names of our own tables)

_COUNT_IN_JSON = f"""
    SELECT coalesce(found[1], '{NAMELESS}'), count(*)
    FROM {{0.table}},
         regexp_matches({{0.column}}::text, '"(?:sealed:([0-9a-f]{{{{8}}}}):|{BARE})', 'g') AS found
    GROUP BY 1
"""  # noqa: S608
