"""The wire forms of calendars that programs subscribe to; a service names its table."""

from typing import Any

from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.calendars.models import Covers


class SecretCalendarSerializer(ResourceSerializer):
    """A secret address; the address itself was shown once. A subclass says of which model."""

    class Meta:
        fields: Any = (
            "id",
            "name",
            "covers",
            "owner",
            "prefix",
            "last_used_at",
            "revoked_at",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields: Any = fields


class NewCalendarFeedSerializer(StrictSerializer):
    """Where a calendar is used, and whose entries it shows."""

    name = serializers.CharField(max_length=100, help_text="Where it is used: `my phone`.")
    covers = serializers.ChoiceField(
        choices=Covers.choices, default=Covers.OWN, help_text="`own`, or at the desk `all`."
    )


class MadeCalendarFeedSerializer(serializers.Serializer[Any]):
    """A new calendar: this answer alone says its address."""

    id = IdField()
    name = serializers.CharField()
    covers = serializers.ChoiceField(choices=Covers.choices)
    owner = IdField()
    prefix = serializers.CharField(help_text="How its secret begins.")
    last_used_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    url = serializers.URLField(help_text="Subscribe to it. Whoever has it reads what it shows.")
