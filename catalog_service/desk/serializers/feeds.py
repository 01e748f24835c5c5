"""The wire form of a calendar that programs subscribe to."""

from typing import Any

from rest_framework import serializers

from catalog_service.desk.models import CalendarFeed, Covers
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class CalendarFeedSerializer(ResourceSerializer):
    """A secret address of bookings; the address itself was shown once."""

    class Meta:
        model = CalendarFeed
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
    """Where a calendar is used, and whose bookings it shows."""

    name = serializers.CharField(max_length=100, help_text="Where it is used: `my phone`.")
    covers = serializers.ChoiceField(
        choices=Covers.choices, default=Covers.OWN, help_text="`own`, or at the desk `all`."
    )


class MadeCalendarFeedSerializer(CalendarFeedSerializer):
    """A new calendar: this answer alone says its address."""

    url = serializers.URLField(
        read_only=True, help_text="Subscribe to it. Whoever has it reads what it shows."
    )

    class Meta(CalendarFeedSerializer.Meta):
        fields: Any = (*CalendarFeedSerializer.Meta.fields, "url")
        read_only_fields: Any = fields
