"""Whether a form says anything of its row that is not so already.

What says nothing new is no change: no version, no history, no event, and nobody is told.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django.db.models import JSONField, Model

from chassis.api.rows.shapes import names, shape
from chassis.api.rows.written import as_told


def says_news(form: Any) -> bool:
    """Tell whether a valid form would change its row."""
    columns, beside = _columns(form.Meta.model), []
    for name, value in form.validated_data.items():
        if name not in columns:
            beside.append(name)
        elif not _is_so(form.instance, columns[name], value):
            return True
    return bool(beside) and _differ(form, beside)


def _is_so(row: Any, column: Any, value: Any) -> bool:
    here = getattr(row, column.attname)
    if isinstance(column, JSONField):  # where 1 is not true
        return _text(here) == _text(value)
    return bool(here == (value.pk if isinstance(value, Model) else value))


def _differ(form: Any, beside: list[str]) -> bool:
    """Compare what is kept in other tables: as it was sent, with how a GET tells it."""
    sent, fields, serializer = form.initial_data, _named(form, beside), cast("Any", type(form))
    readable = names(serializer)
    if type(sent) is not dict or len(fields) < len(beside) or not {*fields} <= {*readable}:
        return True
    here = as_told(form.instance, shape(serializer, fields))
    return any(_text(sent[name]) != _text(here[name]) for name in fields)


def _named(form: Any, sources: list[str]) -> tuple[str, ...]:
    """Return which fields that were sent said something."""
    return tuple(
        name
        for name, field in form.fields.items()
        if field.source in sources and name in form.initial_data
    )


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


@cache
def _columns(model: Any) -> Mapping[str, Any]:
    """Return the columns of a table by the names that verbs have for them."""
    columns = model._meta.concrete_fields
    return {name: each for each in columns for name in (each.name, each.attname)}
