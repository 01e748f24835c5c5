"""How long ago something was, by the database's clock."""

from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Max, QuerySet
from django.db.models.functions import Now


def age(field: str) -> ExpressionWrapper:
    """Return the expression for how long ago a field's time was."""
    return ExpressionWrapper(Now() - F(field), output_field=DurationField())


def seconds(length: timedelta | None) -> float:
    """Return a length of time as a number; of nothing, nothing."""
    return length.total_seconds() if length else 0.0


def longest(rows: "QuerySet[Any]", field: str) -> float:
    """Return how many seconds ago a field's time was in the row where it was first."""
    return seconds(rows.aggregate(longest=Max(age(field)))["longest"])
