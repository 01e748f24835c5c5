"""The order of a list, from the view's declared `ordering_fields`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import DateTimeField, F, Field, Model, QuerySet, TextField, Value
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Cast, Coalesce
from rest_framework.exceptions import ValidationError

# A missing date sorts as the end of time: a row comparison cannot hold a NULL.
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Column:
    """One column of the order: its field, and whether it runs downwards."""

    field: "Field[Any, Any]"
    descending: bool

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    def expression(self) -> Combinable:
        """Return what is sorted and compared."""
        if self.field.null and isinstance(self.field, DateTimeField):
            return Coalesce(F(self.name), Value(END_OF_TIME, output_field=DateTimeField()))
        return F(self.name)

    def order(self, *, back: bool) -> OrderBy:
        """Return it as a query orders by it, or the other way round."""
        expression: Any = self.expression()
        return OrderBy(expression, descending=self.descending != back)

    def text(self) -> Combinable:
        """Return, in a query, a row's place in this column as cursors say it."""
        return Cast(self.expression(), TextField())

    def value(self, row: Model) -> Any:
        """Return a row's place in this column."""
        value = getattr(row, self.field.attname)
        return END_OF_TIME if value is None and isinstance(self.field, DateTimeField) else value


def columns(
    queryset: QuerySet[Any],
    asked: str,
    allowed: Sequence[str],
    total: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[Column, ...]:
    """Return the columns of `?ordering=`, ending in the id so that the order is total.

    `total` are names of orders that take several columns, no two rows of which are alike.
    """
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name.removeprefix("-") not in allowed:
            choices = ", ".join(allowed)
            detail = f"Cannot order by {name.removeprefix('-')}. Choose from: {choices}."
            raise ValidationError({"ordering": [detail]})
    if len({name.removeprefix("-") for name in names}) < len(names):
        raise ValidationError({"ordering": ["Name each field once."]})
    if len(names) == 1 and (several := total.get(names[0].removeprefix("-"))):
        names = [f"{'-' if names[0].startswith('-') else ''}{name}" for name in several]
    elif not any(name.removeprefix("-") == "id" for name in names):
        names.append("-id" if names and names[-1].startswith("-") else "id")
    meta = queryset.model._meta
    return tuple(
        Column(meta.get_field(name.removeprefix("-")), name.startswith("-")) for name in names
    )
