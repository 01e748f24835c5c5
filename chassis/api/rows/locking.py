"""Reading one row to change it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, prefetch_related_objects
from django.http import Http404

from chassis.api.rows.query import compose, fragment
from chassis.fragments import Fragment, joined
from chassis.postgres.statements import run


def lock(rows: Any) -> Any:
    """Return the only row of a query, locked until the transaction ends, or answer 404.

    Without its joins: whoever waits for the lock would get them as they were before.
    """
    model = rows.model
    question = compose(rows, _whole(model))
    of = f'FOR NO KEY UPDATE OF "{model._meta.db_table}"'
    found = run(f"{question.sql} {of}", question.words) if question else []
    if not found:
        raise Http404
    names, converters = _columns(model)
    values = [*found[0]]
    for index, convert in converters:
        values[index] = convert(values[index], None, connection)
    row = model.from_db(DEFAULT_DB_ALIAS, names, values)
    prefetch_related_objects([row], *rows._prefetch_related_lookups)
    return row


@cache
def _whole(model: Any) -> Fragment:
    """Return all columns of a table."""
    return joined(fragment(F(each.attname), model) for each in model._meta.concrete_fields)


@cache
def _columns(model: Any) -> tuple[list[str], list[tuple[int, Callable[..., Any]]]]:
    """Return the names of all columns, and by the places of some what Django makes of them."""
    fields = model._meta.concrete_fields
    converters = [
        (index, convert)
        for index, field in enumerate(fields)
        for convert in field.get_db_converters(connection)
    ]
    return [field.attname for field in fields], converters
