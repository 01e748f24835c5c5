"""Reading one row to change it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F
from django.http import Http404

from chassis.api.rows.query import compose, fragment
from chassis.fragments import Fragment, joined
from chassis.postgres.statements import run


def lock(rows: Any) -> Any:
    """Return the only row of a query, locked until the transaction ends, or answer 404."""
    asked = question(rows)
    return locked(rows.model, run(*asked) if asked else [])


def question(rows: Any) -> Fragment | None:
    """Return the query for the only one of some rows that locks it; None if it cannot be there.

    Without its joins: whoever waits for the lock would get them as they were before.
    """
    asked = compose(rows, _whole(rows.model))
    of = f'FOR NO KEY UPDATE OF "{rows.model._meta.db_table}"'
    return asked and Fragment(f"{asked.sql} {of}", asked.words)


def locked(model: Any, found: list[tuple[Any, ...]]) -> Any:
    """Return the row that was found, or answer 404."""
    if not found:
        raise Http404
    names, converters = _columns(model)
    values = [*found[0]]
    for index, convert in converters:
        values[index] = convert(values[index], None, connection)
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


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
