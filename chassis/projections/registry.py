"""The projections of this service, and how each is made from what its source tells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from chassis.errors import NotFound
from chassis.projections.models import Projection

NOTHING = "This service keeps nothing of others."


class UnknownProjection(NotFound):
    """This service keeps no projection of that feed."""

    code = "unknown_projection"


@dataclass(frozen=True)
class Reading:
    """How a projection's row is read: the few fields that it looks at, and what they become."""

    seen: type
    row: Callable[[Any], Projection]

    def __call__(self, seen: Any) -> Projection:
        """Return the row of what was seen."""
        row = self.row(seen)
        row.version = seen.version
        return row


readings: dict[type[Projection], Reading] = {}


def projections() -> dict[str, type[Projection]]:
    """Return the projections of this service by the name of their feed."""
    models = (model for model in apps.get_models() if issubclass(model, Projection))
    return {model.feed: model for model in models}


def chosen(feed: str) -> list[type[Projection]]:
    """Return the projection of a feed, or all of them if none is named."""
    known = projections()
    if not feed:
        return list(known.values())
    if feed not in known:
        raise UnknownProjection(f"No projection of {feed} here. There are: {', '.join(known)}.")
    return [known[feed]]
