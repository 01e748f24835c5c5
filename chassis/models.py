"""What every table of a service has in common."""

import uuid
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, ClassVar

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.utils import timezone

from chassis.ids import uuid7
from chassis.postgres.statements import later, run

COUNTED = ("version", "updated_at")
Columns = tuple[str, ...]


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

    # Lists that belong to the row: name on the wire → related name of a tracked model.
    history_children: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [bump_version()]

    def _do_insert(
        self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: Any
    ) -> list[tuple[Any, ...]]:
        """Insert by a statement that each connection plans once, and do not wait for it.

        A row that is refused is told of with the next statement, at the latest by the end of the
        transaction or savepoint. What the database generates is read when somebody asks for it.
        """
        given = [getattr(self, f.attname) if raw else f.pre_save(self, add=True) for f in fields]
        words = _words(fields, given)
        if words is None:
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        later(insertion(manager.model, _columns(fields)), words)
        return []

    def _do_update(  # type: ignore[override]
        self, base_qs: Any, using: str, pk_val: Any, values: Any, *how: Any
    ) -> bool:
        """Update, and read back in the same statement what the database counted or generated."""
        counted = _counted(type(self))
        fields = [field for field, _, _ in values]
        words = _words(fields, [value for _, _, value in values])
        if not words:
            is_there = bool(super()._do_update(base_qs, using, pk_val, values, *how))
            self.refresh_from_db(using, [each.attname for each in counted] if is_there else [])
            return is_there
        key = self._meta.pk.get_db_prep_save(pk_val, connections[using])
        found = run(update(base_qs.model, _columns(fields), _columns(counted)), [*words, key])
        for field, value in zip(counted, found[0] if found else (), strict=False):
            setattr(self, field.attname, value)
        return bool(found)


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
def update(model: type[models.Model], columns: Columns, returned: Columns) -> str:
    """Return the statement that changes the row of a key and tells some of its columns."""
    table, key = model._meta.db_table, model._meta.pk.column
    sets = ", ".join(f'"{column}" = %s' for column in columns)
    return f'UPDATE "{table}" SET {sets} WHERE "{key}" = %s RETURNING {_quoted(returned)}'  # noqa: S608


def _columns(fields: Iterable[Any]) -> Columns:
    return tuple(field.column for field in fields)


def _quoted(columns: Columns) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _words(fields: Iterable[Any], values: Sequence[Any]) -> list[Any] | None:
    """Return values as the database takes them; None if Django must make SQL of some."""
    if any(hasattr(value, "resolve_expression") for value in values):
        return None
    database = connections[DEFAULT_DB_ALIAS]
    pairs = zip(fields, values, strict=True)
    return [field.get_db_prep_save(value, database) for field, value in pairs]


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
