"""Rows of our own that a client may call by id or by slug; answers say the id."""

from typing import Any

from django.db.models import F, Model
from django.db.models.expressions import Combinable
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog_service.gear.models import is_called


@extend_schema_field({"type": "string", "maxLength": 100})
class Reference(serializers.RelatedField[Any, Any, Any]):
    """Write an id or a slug; read the id."""

    default_error_messages = {
        "does_not_exist": "There is nothing with the id or slug {value}.",
        "incorrect_type": "Send an id or a slug as text.",
    }

    def to_internal_value(self, data: Any) -> Any:
        """Return the row."""
        if not isinstance(data, str):
            self.fail("incorrect_type")
        rows: Any = self.get_queryset()
        row = rows.filter(is_called(data)).first() if data.isprintable() else None
        if row is None:
            self.fail("does_not_exist", value=data[:100])
        return row

    def column(self, model: type[Model]) -> Combinable:
        """Return the id in a query."""
        return F(f"{self.source}_id")

    def use_pk_only_optimization(self) -> bool:
        """The id is all that is shown: no need to read the row."""
        return True

    def to_representation(self, value: Any) -> str:
        """Return the id."""
        return str(value.pk)
