"""Conditions on columns of a table itself, as the ORM makes them, without its search for names."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.db.models.sql.where import AND

R = TypeVar("R", bound="QuerySet[Any]")


def exactly(rows: R, **values: Any) -> R:
    """Keep the rows whose columns have these values, none of them None: `filter` of the plain case.

    Raises ValidationError where a value is none that the column could have.
    """
    kept: R = rows.all()
    for name, value in values.items():
        kept.query.where.add(condition(kept, name, value), AND)
    return kept


def condition(rows: "QuerySet[Any]", name: str, value: Any) -> Any:
    """Return the condition that a column has a value."""
    field: Any = rows.model._meta.get_field(name)
    exact = field.get_lookup("exact")
    return exact(field.get_col(rows.query.get_initial_alias()), value)
