"""`GET …/{id}/history/`: what changed, who did it, and in which request."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.history.entries import entries


class HistoryEntrySerializer(serializers.Serializer):
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
