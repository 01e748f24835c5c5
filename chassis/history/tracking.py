"""Tell pghistory which models to follow."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
import pgtrigger
from django.db.models import Model

from chassis.models import BUMP

M = TypeVar("M", bound=type[Model])

# Whatever a reader can see is counted. To compare all columns, PostgreSQL would plan as many
# comparisons for each row, which takes longer than all other triggers.
COUNTED = pgtrigger.AnyChange("version")


def tracked(*, exclude: Sequence[str] = (), many: bool = False) -> Callable[[M], M]:
    """Follow a model: each insert, update and delete leaves a row in `<Model>Event`.

    Of a model with a version, an update that counts none leaves none.

    `exclude` names the fields that history must not keep: secrets, and their hashes too.
    `many` is for models of which one statement writes thousands of rows: their history is then
    written by one statement too, which is many times faster than a trigger call for each row.
    """

    def follow(model: M) -> M:
        triggers = {trigger.name for trigger in getattr(model._meta, "triggers", ())}
        is_counted = BUMP in triggers and not many
        followed: M = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(condition=COUNTED if is_counted else pgtrigger.AnyChange()),
            pghistory.DeleteEvent(),
            exclude=list(exclude),
            level=pghistory.Statement if many else pghistory.Row,
        )(model)
        return followed

    return follow
