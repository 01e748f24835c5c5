"""Time zones on the wire."""

from typing import Any

from rest_framework import serializers

from chassis.zones import NoSuchZone, zone


class TimeZoneField(serializers.CharField):
    """A time zone by its name; UTC unless one is named."""

    def __init__(self, *, help_text: str = "As IANA names it: `Europe/Berlin`.") -> None:
        super().__init__(max_length=64, default="UTC", help_text=help_text)

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is no zone."""
        try:
            return zone(super().to_internal_value(data)).key
        except NoSuchZone as error:
            detail = "There is no such time zone. Name it as IANA does: Europe/Berlin."
            raise serializers.ValidationError(detail) from error
