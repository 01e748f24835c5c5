"""Ids on the wire: words, never numbers."""

from typing import Any
from uuid import UUID

from rest_framework import serializers


class IdField(serializers.UUIDField):  # noqa: TID251
    """A UUID as it is written. DRF takes `5` and `true` for ids, too, which nobody meant."""

    def to_internal_value(self, data: Any) -> UUID:
        """Return the id that a text says."""
        if not isinstance(data, str | UUID):
            self.fail("invalid", value=data)
        found: UUID = super().to_internal_value(data)
        return found
