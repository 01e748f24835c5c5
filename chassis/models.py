"""What every table of a service has in common."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple

import pgtrigger
from django.db import connections, models
from django.utils import timezone

from chassis.ids import uuid7
from chassis.postgres.statements import database, later, run, said

COUNTED = ("version", "updated_at")
Columns = tuple[str, ...]
# Values of a field that PostgreSQL reads from a simple word, and how they become one: Django and
# psycopg would ask each of them several times what it is.
SIMPLE: Mapping[type, tuple[type, Callable[[Any], Any]]] = {
    models.BooleanField: (bool, bool),
    models.CharField: (str, str),
    models.DateTimeField: (datetime, datetime.isoformat),
    models.IntegerField: (int, int),
    models.PositiveIntegerField: (int, int),
    models.PositiveSmallIntegerField: (int, int),
    models.TextField: (str, str),
    models.UUIDField: (uuid.UUID, str),
}
WORDS = {str, int, bool, type(None)}  # what is a word as it is


def bump_version(*, unless_only: Sequence[str] = (), unless: str = "") -> pgtrigger.Trigger:
    """Count an update, unless it changes only fields that no reader ever sees.

    A table with generated columns cannot be compared as a whole: it says by SQL when not to count.
    """
    unseen = "".join(f" - '{name}'" for name in unless_only)
    seen = f"to_jsonb(OLD){unseen} IS DISTINCT FROM to_jsonb(NEW){unseen}"
    counted = f"NOT ({unless})" if unless else seen if unless_only else ""
    return pgtrigger.Trigger(
        name="bump_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(counted) if counted else None,
        func="NEW.version = OLD.version + 1; NEW.updated_at = clock_timestamp(); RETURN NEW;",
    )


class Resource(models.Model):
    """A row that the API shows: an id that sorts by time, its times, and a version for its ETag.

    The version and `updated_at` are counted by the database, so that no write path can forget them.
    """

    id: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(
        primary_key=True, default=uuid7, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Columns that an update of this row tells as well, and what it told: see `read_back`.
    asked_along: str = ""
    told: "Told | None" = None

    # Lists that belong to the row: name on the wire → related name of a tracked model.
    history_children: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [bump_version()]

    def _save_table(
        self,
        raw: Any = False,  # noqa: FBT002
        cls: Any = None,
        force_insert: Any = False,  # noqa: FBT002
        force_update: Any = False,  # noqa: FBT002
        using: Any = None,
        update_fields: Any = None,
    ) -> bool:
        """Insert a new row by a statement that each connection plans once, and do not wait for it.

        A row that is refused is told of with the next statement, at the latest by the end of the
        transaction or savepoint. What the database generates is read when somebody asks for it.
        """
        is_new = self._state.adding and self.pk is not None
        if is_new and not (raw or force_update or update_fields) and self._is_inserted(cls):
            return False
        how = force_insert, force_update, using, update_fields
        return bool(super()._save_table(raw, cls, *how))  # type: ignore[misc]

    def _is_inserted(self, model: type[models.Model]) -> bool:
        written = _whole(model)
        given = list(written.values(self))
        for place in written.asked:
            given[place] = written.fields[place].pre_save(self, add=True)
        if (words := written.words(given)) is None:
            return False
        later(insertion(model, written.columns), words)
        return True

    def _do_update(  # type: ignore[override]
        self, base_qs: Any, using: str, pk_val: Any, values: Any, *how: Any
    ) -> bool:
        """Update, and read back in the same statement what the database counted or generated."""
        counted = _counted(type(self))
        written = _written(type(self), tuple([field.attname for field, _, _ in values]))
        words = written.words([value for _, _, value in values])
        if not words:
            is_there = bool(super()._do_update(base_qs, using, pk_val, values, *how))
            self.refresh_from_db(using, [each.attname for each in counted] if is_there else [])
            return is_there
        along, key = self.asked_along, self._meta.pk.get_db_prep_save(pk_val, connections[using])
        statement = update(base_qs.model, written.columns, along)
        for row in run(statement, [*words, key]):
            for field, value in zip(counted, row, strict=False):
                setattr(self, field.attname, value)
            if along:
                self.told = Told(along, row[len(counted) :], said())
            return True
        return False


class Told(NamedTuple):
    """What an update told of a row, and when: as long as `said` stays so, that is how it is."""

    columns: str
    row: tuple[Any, ...]
    said: int


@cache
def _counted(model: type[models.Model]) -> list[Any]:
    """Return the fields that are what the database makes them."""
    fields = model._meta.concrete_fields
    return [field for field in fields if field.generated or field.name in COUNTED]


@cache
def insertion(model: type[models.Model], columns: Columns) -> str:
    """Return the statement that inserts a row."""
    places = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({_quoted(columns)}) VALUES ({places})'  # noqa: S608


@cache
def update(model: type[models.Model], columns: Columns, along: str = "") -> str:
    """Return the statement that changes the row of a key and tells what the database counts."""
    table, key = model._meta.db_table, model._meta.pk.column
    sets = ", ".join(f'"{column}" = %s' for column in columns)
    told = ", ".join(filter(None, [_quoted(_columns(_counted(model))), along]))
    return f'UPDATE "{table}" SET {sets} WHERE "{key}" = %s RETURNING {told}'  # noqa: S608


def _columns(fields: Iterable[Any]) -> Columns:
    return tuple(field.column for field in fields)


def _quoted(columns: Columns) -> str:
    return ", ".join(f'"{column}"' for column in columns)


class _Written:
    """How some fields of a model are written."""

    def __init__(self, fields: Sequence[Any]) -> None:
        self.fields = fields
        self.columns = _columns(fields)
        self._ways = [_way(field) for field in fields]

    @cached_property
    def values(self) -> Callable[[models.Model], tuple[Any, ...]]:
        """What returns the fields' values of a row, which has more of them than one."""
        return attrgetter(*(field.attname for field in self.fields))

    @cached_property
    def asked(self) -> Sequence[int]:
        """The places of fields that a new row asks for their value: they may make it then."""
        return [place for place, field in enumerate(self.fields) if not _is_simple(field)]

    def words(self, values: Iterable[Any]) -> list[Any] | None:
        """Return values as the database takes them; None if Django must make SQL of some."""
        try:
            return [
                value if type(value) in as_it_is else word(value)
                for (as_it_is, word), value in zip(self._ways, values, strict=True)
            ]
        except _IsSQL:
            return None


class _IsSQL(Exception):
    """A value is an expression."""


@cache
def _written(model: type[models.Model], names: Sequence[str]) -> _Written:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return _Written([fields[name] for name in names])


@cache
def _whole(model: type[models.Model]) -> _Written:
    fields = model._meta.local_concrete_fields
    return _Written([field for field in fields if not field.generated])


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


def read_along(
    row: Any, lines: "models.Prefetch[Any]", known: Iterable[models.Model] | None = None
) -> None:
    """Read lines along with a row that was just written, unless they are known.

    Those that were read before are old ones now; the answer shows the new ones as a GET will.
    """
    vars(row).pop("_prefetched_objects_cache", None)
    if known is None:
        models.prefetch_related_objects([row], lines)
        return
    found: Any = getattr(row, lines.prefetch_to).all()
    found._result_cache, found._prefetch_done = list(known), True
    vars(row)["_prefetched_objects_cache"] = {lines.prefetch_to: found}


def named(row: Any) -> dict[str, Any]:
    """Return a row as the keyword of its verbs: a Task as `task=`."""
    return {str(row._meta.model_name): row}
