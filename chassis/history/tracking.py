"""Tell pghistory which models to follow."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def tracked() -> Callable[[M], M]:
    """Follow a model: each insert, update and delete leaves a row in `<Model>Event`."""
    decorator: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
    )
    return decorator
