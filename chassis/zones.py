"""Time zones, as callers name them."""

from typing import Any
from zoneinfo import ZoneInfo

from rest_framework import serializers


class TimeZoneField(serializers.CharField):
    """A time zone by its name; UTC unless one is named."""

    def __init__(self, *, help_text: str = "As IANA names it: `Europe/Berlin`.") -> None:
        super().__init__(max_length=64, default="UTC", help_text=help_text)

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is no zone."""
        try:
            return ZoneInfo(super().to_internal_value(data)).key
        except (LookupError, OSError, ValueError) as error:
            raise serializers.ValidationError("There is no such time zone.") from error
