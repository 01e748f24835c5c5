"""Rows are saved by statements that a connection plans once: Django makes its own for each row."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

from django.db import models

from chassis.postgres.statements import AtCommit, at_commit, database, later, run, said

COUNTED = ("version", "updated_at")  # by the database
# Values of a field that PostgreSQL reads from a simple word, and how they become one: Django and
# psycopg would ask each of them several times what it is.
SIMPLE: Mapping[type, tuple[type, Callable[[Any], Any]]] = {
    models.BooleanField: (bool, bool),
    models.CharField: (str, str),
    models.DateTimeField: (datetime, datetime.isoformat),
    models.IntegerField: (int, int),
    models.PositiveIntegerField: (int, int),
    models.PositiveSmallIntegerField: (int, int),
    models.SmallIntegerField: (int, int),
    models.TextField: (str, str),
    models.UUIDField: (uuid.UUID, str),
}
WORDS = {str, int, bool, type(None)}  # what is a word as it is
UPDATES = 512  # statements that a process remembers
FEW = 2  # columns that a change names


class Saved(models.Model):
    """A row that is saved by such a statement, and is then what the database has."""

    # Columns that triggers of the table make, beside those that are counted.
    made_by_triggers: ClassVar[tuple[str, ...]] = ()
    # What an update of this row tells as well, and what it told: see `read_back`.
    asked_along: "Along | None" = None
    told: "Told | None" = None

    class Meta:
        abstract = True

    def _save_table(
        self,
        raw: Any = False,  # noqa: FBT002
        cls: Any = None,
        force_insert: Any = False,  # noqa: FBT002
        force_update: Any = False,  # noqa: FBT002
        using: Any = None,
        update_fields: Any = None,
    ) -> bool:
        """Write the row; tell whether it was there. What needs more than its values is Django's.

        Nobody waits for a new row: that it is refused is told with the next statement, at the
        latest by the end of the transaction or savepoint, and what the database generates is read
        when somebody asks for it. An update tells that at once.
        """
        if self.pk is not None and not raw:
            is_new, is_change = self._state.adding, force_update or update_fields
            if is_new and not is_change and self._is_inserted(cls):
                return False
            if not is_new and not force_insert and self._is_updated(cls, update_fields):
                return True
        how = force_insert, force_update, using, update_fields
        return bool(super()._save_table(raw, cls, *how))  # type: ignore[misc]

    def _is_inserted(self, model: type["Saved"]) -> bool:
        insertion = _insertion(model)
        if (words := insertion.words(self, is_new=True)) is None:
            return False
        later(insertion.text, words)
        for name in model.made_by_triggers:
            vars(self).pop(name, None)
        return True

    def _is_updated(self, model: type[models.Model], names: Iterable[str] | None) -> bool:
        along, known = self.asked_along, None if names is None else frozenset(names)
        if along and along.said == said() and self._is_foretold(model, known, along):
            return True
        counted = _counted(model)
        update = _update(model, known, _told(model, along.columns if along else ""))
        words = update.words(self, is_new=False) if update else None
        for row in run(update.text, words) if update and words else ():
            for field, value in zip(counted, row, strict=False):
                setattr(self, field.attname, value)
            if along:
                self.told = Told(along.columns, row[len(counted) :], said())
            return True
        return False

    def _is_foretold(
        self, model: type[models.Model], names: frozenset[str] | None, along: "Along"
    ) -> bool:
        """Let the update of a locked row wait for the commit, if its version is the next one.

        PostgreSQL says no if it is not. What else it counts is read when somebody asks for it.
        """
        if not along.foretold:
            return False
        update = _update(model, names or _changed(self, along.found), along.foretold)
        words = update.words(self, is_new=False) if update else None
        if not update or not words:
            return False
        version = vars(self)["version"] + 1
        asked = at_commit(update.text, [*words, version], is_change=True)
        if not asked:
            return False
        for field in _counted(model):
            vars(self).pop(field.attname, None)
        vars(self)["version"] = version
        self.told = Told(along.columns, asked, said())
        return True

    def _do_update(self, base_qs: Any, using: str, *how: Any) -> bool:  # type: ignore[override]
        """Read back what the database worked out of an expression."""
        is_there = bool(super()._do_update(base_qs, using, *how))
        counted = [field.attname for field in _counted(base_qs.model)]
        self.refresh_from_db(using, counted if is_there else [])
        return is_there


class Along(NamedTuple):
    """What is asked along with the update of a row that is locked."""

    columns: str
    foretold: str  # as two texts, if the version is the one that was foretold; may be nothing
    said: int  # when it was locked
    found: Mapping[str, Any]  # what it was then


class Told(NamedTuple):
    """What an update told of a row, and when: as long as `said` stays so, that is how it is."""

    columns: str
    row: tuple[Any, ...] | AtCommit
    said: int


class _Statement:
    """A statement, and the fields whose values are its words."""

    def __init__(self, text: str, fields: Sequence[Any]) -> None:
        self.text = text
        self._fields = fields
        self._values = attrgetter(*(field.attname for field in fields))  # they are at least two
        self._ways = [_way(field) for field in fields]
        # Places of those that make their value when they are asked for it.
        self._makers = [place for place, field in enumerate(fields) if not _is_simple(field)]

    def words(self, row: models.Model, *, is_new: bool) -> list[Any] | None:
        """Return a row's values as the database takes them; None if Django must make SQL of one."""
        given = list(self._values(row))
        for place in self._makers:
            given[place] = self._fields[place].pre_save(row, add=is_new)
        try:
            return [
                value if type(value) in as_it_is else word(value)
                for (as_it_is, word), value in zip(self._ways, given, strict=True)
            ]
        except _IsSQL:
            return None


class _IsSQL(Exception):
    """A value is an expression."""


@cache
def _insertion(model: type[models.Model]) -> _Statement:
    """Return the statement that inserts a row."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    places = ", ".join(["%s"] * len(fields))
    text = f'INSERT INTO "{model._meta.db_table}" ({_quoted(fields)}) VALUES ({places})'  # noqa: S608
    return _Statement(text, fields)


@lru_cache(UPDATES)
def _update(
    model: type[models.Model], names: frozenset[str] | None, told: str
) -> _Statement | None:
    """Return the statement that changes the row of a key and tells something of it."""
    table, key = model._meta.db_table, model._meta.pk
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not (field.primary_key or field.generated)
        and (names is None or field.name in names or field.attname in names)
    ]
    if not fields:
        return None
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)
    text = f'UPDATE "{table}" SET {sets} WHERE "{key.column}" = %s RETURNING {told}'  # noqa: S608
    return _Statement(text, [*fields, key])


def _changed(row: models.Model, found: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the fields that are not as they were found, and those that may have changed inside.

    None if they are many, for all: each choice of them is a statement that connections keep.
    """
    simple, others = _changeable(type(row))
    now = vars(row)
    changed = [name for name in simple if now.get(name) != found.get(name)]
    return others.union(changed) if len(changed) <= FEW else None


@cache
def _changeable(model: type[models.Model]) -> tuple[list[str], frozenset[str]]:
    """Return the names of fields whose values are whole, and of those that can change inside."""
    counted = _counted(model)
    fields = [field for field in model._meta.local_concrete_fields if field not in counted]
    simple = [field.attname for field in fields if _is_simple(field)]
    return simple, frozenset(field.attname for field in fields if not _is_simple(field))


@lru_cache(UPDATES)
def _told(model: type[models.Model], along: str) -> str:
    """Return what the database counts, and what is asked along."""
    return ", ".join(filter(None, [_quoted(_counted(model)), along]))


@cache
def _counted(model: type[Saved]) -> list[Any]:
    """Return the fields that are what the database makes them."""
    fields, made = model._meta.local_concrete_fields, {*COUNTED, *model.made_by_triggers}
    return [field for field in fields if field.generated or field.name in made]


def _quoted(fields: Iterable[Any]) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)


def _is_simple(field: Any) -> bool:
    return type(field) in SIMPLE and not getattr(field, "auto_now", False)


def _way(field: Any) -> tuple[Collection[type], Callable[[Any], Any]]:
    """Return which values of a field are words as they are, and how others become one."""
    kind, as_word = SIMPLE[type(field)] if _is_simple(field) else ((), str)

    def word(value: Any) -> Any:
        if isinstance(value, kind):
            return as_word(value)
        if hasattr(value, "resolve_expression"):
            raise _IsSQL
        return field.get_db_prep_save(value, database())

    return (WORDS & {kind, type(None)} if kind else ()), word
