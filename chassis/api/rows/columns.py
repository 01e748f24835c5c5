"""What each declared field of a serializer is in SQL; what is none is refused at start-up.

A serializer says of a field that is no plain column of its table how PostgreSQL makes it:
`Meta.columns` (name → expression), or `Meta.made_in_python` (name → the columns that it reads).
A field class of one's own says it itself: `column(model)` returns the expression.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from rest_framework import serializers

from chassis.api.ids import IdField
from chassis.api.rows.expressions import JSONObject, WireTime
from chassis.encryption.fields import Sealing

TEXTS = (models.CharField, models.TextField, models.UUIDField, models.GenericIPAddressField)
FORMATTING = {"coerce_to_string", "default_timezone", "format", "localize", "normalize_output"}
Maker = Callable[[str], Combinable]


def _decimal(name: str) -> Combinable:
    return Cast(name, models.TextField())


# DRF's fields → the columns that they show as PostgreSQL does, and how that is written.
MAPPED: dict[type[Any], tuple[tuple[type[Any], ...], Maker]] = {
    IdField: ((models.UUIDField,), F),
    serializers.BooleanField: ((models.BooleanField,), F),
    serializers.CharField: (TEXTS, F),
    serializers.ChoiceField: ((*TEXTS, models.IntegerField), F),
    serializers.DateField: ((models.DateField,), F),
    serializers.DateTimeField: ((models.DateTimeField,), WireTime),
    serializers.DecimalField: ((models.DecimalField,), _decimal),
    serializers.EmailField: (TEXTS, F),
    serializers.IntegerField: ((models.IntegerField,), F),
    serializers.IPAddressField: (TEXTS, F),
    serializers.JSONField: ((models.JSONField,), F),
    serializers.PrimaryKeyRelatedField: ((models.UUIDField,), F),
    serializers.SlugField: (TEXTS, F),
    serializers.URLField: (TEXTS, F),
}


def column(field: Any, model: type[models.Model], *, may_join: bool = False) -> Combinable:
    """Return what a field shows, as an expression on its model's table."""
    if hasattr(field, "column"):
        found: Combinable = field.column(model)
        return found
    first, _, rest = field.source.partition(".")
    try:
        stored: Any = model._meta.get_field(first)
    except FieldDoesNotExist as error:
        raise _refusal(field) from error
    if rest:
        return _of_related(field, stored, rest, may_join=may_join)
    shown = stored.target_field if stored.is_relation else getattr(stored, "output_field", stored)
    kind = next((kind for kind in type(field).__mro__ if kind in MAPPED), None)
    if kind is None or isinstance(stored, Sealing) or not _shows_as(kind, field):
        raise _refusal(field)
    kinds, maker = MAPPED[kind]
    if not isinstance(shown, kinds):
        raise _refusal(field)
    return maker(stored.attname)


def is_sealed(field: Any, model: type[models.Model]) -> bool:
    """Tell whether a field shows what is stored encrypted: only Python can open it."""
    sealed = {each.name for each in model._meta.concrete_fields if isinstance(each, Sealing)}
    return field.source in sealed


def lines(serializer: type[Any], rows: "models.QuerySet[Any]") -> Combinable:
    """Return the rows of a query, as an array of what a serializer shows of each."""
    fields = serializer().fields.items()
    members = {name: column(field, rows.model, may_join=True) for name, field in fields}
    return ArraySubquery(rows.values_list(JSONObject(**members)))


def _of_related(field: Any, stored: Any, rest: str, *, may_join: bool) -> Combinable:
    """Return a column of the row that a row points to."""
    if not stored.many_to_one or "." in rest:
        raise _refusal(field)
    if may_join:
        return F(f"{stored.name}__{rest}")
    row = stored.related_model._base_manager.filter(pk=OuterRef(stored.attname))
    return Subquery(row.values(rest)[:1])


def _shows_as(kind: type[Any], field: Any) -> bool:
    """Tell whether a field shows its value as a class of DRF does, and not in its own way."""
    return (
        type(field).to_representation is kind.to_representation
        and type(field).get_attribute is kind.get_attribute
        and FORMATTING.isdisjoint(field._kwargs)
    )


def _refusal(field: Any) -> ImproperlyConfigured:
    name = f"{type(field.parent).__name__}.{field.field_name}"
    return ImproperlyConfigured(
        f"{name} is no column that PostgreSQL shows as {type(field).__name__} does. Say how in "
        "Meta.columns or Meta.made_in_python of the serializer, or by `column()` of the field."
    )
