"""The wire forms of telling."""

from typing import Any

from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer, StrictSerializer
from tasks_service.telling.models import Kind, Notification


class NotificationSerializer(ResourceSerializer):
    """Something that concerns you."""

    class Meta:
        model = Notification
        fields = (
            "id",
            "kind",
            "title",
            "text",
            "about",
            "actor",
            "read_at",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields


class UnreadSerializer(serializers.Serializer[Any]):
    """How much you have not seen."""

    unread = serializers.IntegerField()


class ReadSerializer(serializers.Serializer[Any]):
    """How much was marked as read."""

    read = serializers.IntegerField()


class PreferenceSerializer(StrictSerializer):
    """How you like to be told of one kind."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    in_app = serializers.BooleanField(required=False, help_text="Show it among the unread.")
    by_mail = serializers.BooleanField(required=False, help_text="Send a mail.")


class PreferencesSerializer(StrictSerializer):
    """How you like to be told; of kinds that are left out it stays as it is."""

    kinds: Any = serializers.ListSerializer(child=PreferenceSerializer(), max_length=20)
