"""What every table of a service has in common."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.utils import timezone

from chassis.ids import uuid7
from chassis.saving import Saved

BUMP = "bump_version"


def bump_version(*, unless_only: Sequence[str] = (), unless: str = "") -> pgtrigger.Trigger:
    """Count an update, unless it changes only fields that no reader ever sees.

    A table with generated columns cannot be compared as a whole: it says by SQL when not to count.
    """
    unseen = "".join(f" - '{name}'" for name in unless_only)
    seen = f"to_jsonb(OLD){unseen} IS DISTINCT FROM to_jsonb(NEW){unseen}"
    counted = f"NOT ({unless})" if unless else seen if unless_only else ""
    return pgtrigger.Trigger(
        name=BUMP,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(counted) if counted else None,
        func="NEW.version = OLD.version + 1; NEW.updated_at = clock_timestamp(); RETURN NEW;",
    )


class Resource(Saved):
    """A row that the API shows: an id that sorts by time, its times, and a version for its ETag.

    The version and `updated_at` are counted by the database, so that no write path can forget them.
    """

    id: "models.UUIDField[uuid.UUID, uuid.UUID]" = models.UUIDField(
        primary_key=True, default=uuid7, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.IntegerField(default=1, editable=False)

    # Lists that belong to the row: name on the wire → related name of a tracked model.
    history_children: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [bump_version()]


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
