"""Tell pghistory which models to follow."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def tracked(*, exclude: Sequence[str] = (), many: bool = False) -> Callable[[M], M]:
    """Follow a model: each insert, update and delete leaves a row in `<Model>Event`.

    `exclude` names the fields that history must not keep: secrets, and their hashes too.
    `many` is for models of which one statement writes thousands of rows: their history is then
    written by one statement too, which is many times faster than a trigger call for each row.
    """
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        level=pghistory.Statement if many else pghistory.Row,
    )
    return decorator
