"""A row's changes, read back from its history."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chassis.defaults import WIRE_DATETIME

UNTOLD = {"version", "updated_at"}
MOST = 200


def entries(row: Any) -> list[dict[str, Any]]:
    """Return a row's changes, newest first."""
    model = type(row).pgh_event_model
    events = model.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context")
    newest = list(events.order_by("-pgh_id")[: MOST + 1])
    older: Iterable[Any] = [*newest[1:], None]
    return [_entry(event, before) for event, before in zip(newest, older, strict=True)][:MOST]


def _entry(event: Any, before: Any) -> dict[str, Any]:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return {
        "at": event.pgh_created_at,
        "action": event.pgh_label,
        "actor": metadata.get("actor", ""),
        "request_id": metadata.get("request_id", ""),
        "changes": _changes(event, before),
    }


def _changes(event: Any, before: Any) -> dict[str, list[Any]]:
    names = [f.attname for f in event._meta.fields if not f.name.startswith("pgh_")]
    told = [name for name in names if name.removesuffix("_id") not in UNTOLD and name != "id"]
    pairs = {name: (_plain(before, name), _plain(event, name)) for name in told}
    return {name: [old, new] for name, (old, new) in pairs.items() if old != new or before is None}


def _plain(event: Any, name: str) -> Any:
    value = getattr(event, name) if event is not None else None
    if isinstance(value, datetime):
        return value.strftime(WIRE_DATETIME)
    return value if isinstance(value, bool | int | list | dict | None) else str(value)
