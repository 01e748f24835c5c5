"""Rows of our own that a client may call by id, slug or name; answers say the id."""

from typing import Any

from django.db.models import F, Model
from django.db.models.expressions import Combinable
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog_service.gear.models import is_called, is_named


@extend_schema_field({"type": "string", "maxLength": 200})
class Reference(serializers.RelatedField[Any, Any, Any]):
    """Write an id, a slug or a name; read the id."""

    default_error_messages = {
        "does_not_exist": "There is nothing with the id, slug or name {value}.",
        "incorrect_type": "Send an id, a slug or a name as text.",
    }

    def to_internal_value(self, data: Any) -> Any:
        """Return the row."""
        if not isinstance(data, str):
            self.fail("incorrect_type")
        row = self._row(data) if data.isprintable() else None
        if row is None:
            self.fail("does_not_exist", value=data[:100])
        return row

    def _row(self, data: str) -> Any:
        """Return what is called so. What is one's slug may be another's name: the slug counts."""
        rows: Any = self.get_queryset()
        return rows.filter(is_called(data)).first() or rows.filter(is_named(data)).first()

    def column(self, model: type[Model]) -> Combinable:
        """Return the id in a query."""
        return F(f"{self.source}_id")

    def use_pk_only_optimization(self) -> bool:
        """The id is all that is shown: no need to read the row."""
        return True

    def to_representation(self, value: Any) -> str:
        """Return the id."""
        return str(value.pk)
