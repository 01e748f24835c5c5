"""What every table of a service has in common."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

import pgtrigger
from django.db import connections, models
from django.db.models.sql import UpdateQuery
from django.utils import timezone

from chassis.ids import uuid7

COUNTED = ("version", "updated_at")


def bump_version(*, unless_only: Sequence[str] = ()) -> pgtrigger.Trigger:
    """Count an update, unless it changes only fields that no reader ever sees."""
    unseen = "".join(f" - '{name}'" for name in unless_only)
    seen = f"to_jsonb(OLD){unseen} IS DISTINCT FROM to_jsonb(NEW){unseen}"
    return pgtrigger.Trigger(
        name="bump_version",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(seen) if unless_only else None,
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

    def _do_update(  # type: ignore[override]
        self, base_qs: Any, using: str, pk_val: Any, values: Any, *how: Any
    ) -> bool:
        """Update, and read back in the same statement what the database counted or generated."""
        query = base_qs.filter(pk=pk_val).query.chain(UpdateQuery)
        query.add_update_fields(values)
        sql, words = query.get_compiler(using).as_sql()
        if not sql:
            return bool(super()._do_update(base_qs, using, pk_val, values, *how))
        own = self._meta.concrete_fields
        fields = [field for field in own if field.generated or field.name in COUNTED]
        names = ", ".join(f'"{field.column}"' for field in fields)
        with connections[using].cursor() as cursor:
            cursor.execute(f"{sql} RETURNING {names}", words)
            found = cursor.fetchone()
        for field, value in zip(fields, found or (), strict=False):
            setattr(self, field.attname, value)
        return found is not None


def named(row: Any) -> dict[str, Any]:
    """Return a row as the keyword of its verbs: a Task as `task=`."""
    return {str(row._meta.model_name): row}
