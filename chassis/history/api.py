"""`GET …/{id}/history/`: what changed, who did it, and in which request."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

UNTOLD = {"version", "updated_at"}
MOST = 200


class HistoryEntrySerializer(serializers.Serializer[Any]):
    """One change of one row."""

    at = serializers.DateTimeField(help_text="When it changed.")
    action = serializers.ChoiceField(choices=["insert", "update", "delete"])
    actor = serializers.CharField(help_text="Who did it: a person's or client's id.")
    request_id = serializers.CharField(help_text="The request that did it.")
    changes = serializers.DictField(
        child=serializers.ListField(), help_text="Field → [old value, new value]."
    )


class HistoryMixin:
    """Adds `history/` to a resource whose model is tracked."""

    @extend_schema(responses=HistoryEntrySerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=())
    def history(self: Any, request: Request, **kwargs: Any) -> Response:
        """List what changed, newest first (at most the last 200 changes)."""
        return Response(HistoryEntrySerializer(entries(self.get_object()), many=True).data)


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
    return {
        name: [old, new] for name, (old, new) in pairs.items() if old != new or before is None
    }


def _plain(event: Any, name: str) -> Any:
    value = getattr(event, name) if event is not None else None
    return value if isinstance(value, bool | int | list | dict | None) else str(value)
