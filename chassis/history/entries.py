"""A row's changes, read back from its history and that of its child rows."""

from collections.abc import Iterable
from typing import Any

from chassis.history import children
from chassis.history.values import told

MOST = 200


def entries(row: Any) -> list[dict[str, Any]]:
    """Return a row's changes, newest first."""
    model = type(row).pgh_event_model
    events = model.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context")
    newest = list(events.order_by("-pgh_id")[: MOST + 1])
    older: Iterable[Any] = [*newest[1:], None]
    lists = children.changes(row)
    found = []
    for event, before in zip(newest, older, strict=True):
        _, changed = lists.pop(children.moment(event), (None, {}))
        found.append(_entry(event, event.pgh_label, {**_changes(event, before), **changed}))
    found += [_entry(event, "update", changed) for event, changed in lists.values()]
    return sorted(found, key=lambda entry: entry["at"], reverse=True)[:MOST]


def _entry(event: Any, action: str, changes: dict[str, list[Any]]) -> dict[str, Any]:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return {
        "at": event.pgh_created_at,
        "action": action,
        "actor": metadata.get("actor", ""),
        "request_id": metadata.get("request_id", ""),
        "changes": changes,
    }


def _changes(event: Any, before: Any) -> dict[str, list[Any]]:
    now = told(event)
    if before is None:
        return {name: [None, new] for name, new in now.items()}
    then = told(before)
    return {name: [then[name], new] for name, new in now.items() if then[name] != new}
