"""Child rows (the lines of a list) in the history of the row that they belong to.

A model names them in `history_children`: name on the wire → related name of a tracked model.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from chassis.history.values import told

Moment = tuple[datetime, UUID | None]
Change = tuple[Any, dict[str, list[Any]]]


def moment(event: Any) -> Moment:
    """Return what the events of one write share: the transaction's time, and the context."""
    return event.pgh_created_at, event.pgh_context_id


def changes(row: Any) -> dict[Moment, Change]:
    """Return how the lists of a row changed: by moment, an event and the [old, new] of each."""
    found: dict[Moment, Change] = {}
    for name, related in row.history_children.items():
        for event, pair in _replayed(row, related):
            _, pairs = found.setdefault(moment(event), (event, {}))
            pairs[name] = pair
    return found


def _replayed(row: Any, related: str) -> Iterator[tuple[Any, list[Any]]]:
    """Play a list's events again, oldest first, and tell what each moment made of it."""
    relation = row._meta.get_field(related)
    parent = relation.field.attname
    events = relation.related_model.pgh_event_model.objects.filter(**{parent: row.pk})
    lines: dict[Any, dict[str, Any]] = {}
    for _, group in groupby(events.select_related("pgh_context").order_by("pgh_id"), key=moment):
        old = list(lines.values())
        for event in group:
            if event.pgh_label == "delete":
                lines.pop(event.pgh_obj_id, None)
            else:
                lines[event.pgh_obj_id] = _without(parent, told(event))
        yield event, [old, list(lines.values())]


def _without(parent: str, line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != parent}
