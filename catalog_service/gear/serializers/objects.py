"""JSON objects on the wire."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field({"type": "object", "additionalProperties": {}})
class ObjectField(serializers.JSONField):
    """A JSON object; a form sends it as text."""

    def to_internal_value(self, data: Any) -> Any:
        """Return what was sent, unless it is nested too deep to be read."""
        try:
            return super().to_internal_value(data)
        except RecursionError:
            self.fail("invalid")
