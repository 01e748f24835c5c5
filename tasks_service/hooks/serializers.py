"""The wire forms of webhooks."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer
from tasks_service.hooks.models import Delivery, Webhook


class WebhookSerializer(ResourceSerializer):
    """An address that is told of events."""

    event_types = serializers.ListField(
        child=serializers.CharField(max_length=100),
        min_length=1,
        max_length=50,
        help_text="Which events it is told; `GET webhooks/events/` lists them.",
    )

    class Meta:
        model = Webhook
        fields: Any = (
            "id",
            "name",
            "url",
            "event_types",
            "is_active",
            "off_because",
            "failing_since",
            "former_until",
            "created_by",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields: Any = ("off_because", "failing_since", "former_until", "created_by")
        columns = {"event_types": F("event_types")}


class SecretWebhookSerializer(WebhookSerializer):
    """A webhook with its secret: this answer alone says it."""

    secret = serializers.CharField(read_only=True, help_text="What signs. It is shown only now.")

    class Meta(WebhookSerializer.Meta):
        fields: Any = (*WebhookSerializer.Meta.fields, "secret")
        made_in_python = {"secret": ("seed",)}


class EventSerializer(serializers.Serializer[Any]):
    """An event that can be told."""

    type = serializers.CharField()
    about = serializers.CharField(help_text="When it happens.")


class DeliverySerializer(ResourceSerializer):
    """One event for one webhook: how far it is, and what was answered."""

    webhook = IdField(source="webhook_id")

    class Meta:
        model = Delivery
        fields = (
            "id",
            "webhook",
            "event_id",
            "type",
            "body",
            "status",
            "tries",
            "next_at",
            "tried_at",
            "answered",
            "answer",
            "problem",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
