"""The wire form of dead letters."""

import json
from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.events.models import DeadLetter


class DeadLetterSerializer(ResourceSerializer):
    """An event that could not be applied."""

    event = serializers.SerializerMethodField(help_text="As it came; text if it is not JSON.")

    class Meta:
        model = DeadLetter
        fields = (
            "id",
            "status",
            "reason",
            "error",
            "consumer",
            "type",
            "subject",
            "event_id",
            "event_at",
            "event",
            "stream",
            "entry_id",
            "request_id",
            "tries",
            "next_try_at",
            "note",
            "decided_by",
            "decided_at",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
        made_in_python: ClassVar = {"event": ("body",)}

    @extend_schema_field(OpenApiTypes.ANY)
    def get_event(self, letter: DeadLetter) -> Any:
        """Return the event as it came."""
        try:
            event = json.loads(letter.body)
            json.dumps(event, allow_nan=False)  # 1e999 is JSON, and no number
        except (ValueError, RecursionError):
            return letter.body
        return event


class ReplaySerializer(StrictSerializer):
    """Which parked letters to replay: all, unless something is said."""

    type = serializers.CharField(required=False, max_length=100, help_text="Of this type only.")
    consumer = serializers.CharField(required=False, max_length=100, help_text="Of this one only.")
    since = serializers.DateTimeField(required=False, help_text="Parked since then only.")


class ReplayedSerializer(serializers.Serializer):
    """How many are replayed."""

    replayed = serializers.IntegerField(help_text="How many letters are tried again.")


class DiscardSerializer(StrictSerializer):
    """Why a letter is discarded."""

    reason = serializers.CharField(max_length=2000, help_text="It stays with the letter.")
