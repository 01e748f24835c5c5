"""Rows by keys that another query finds.

Where they are few, they are looked up and sorted; of many, a page full is soon come across in the
order of the list. PostgreSQL guesses that from statistics of single columns, and where it guesses
wrong it reads a million rows for nothing: it is asked how many it expects, and then told.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet

FEW = 30_000  # rows that are read and sorted in some 50 ms


def among(model: type[Model], key: str, keys: "QuerySet[Any]") -> Q:
    """Match the rows of a model whose key is one of `keys`, a query of one column."""
    found = Q(**{f"{key}__in": keys})
    return one_of(key, keys) if expected(model, found) <= FEW else found


def looked_up(model: type[Model], condition: Q) -> Q:
    """Match the rows of a model that a condition holds for, which has an index of its own."""
    keys = model._base_manager.filter(condition).values("pk")
    return one_of("pk", keys) if expected(model, condition) <= FEW else condition


def one_of(key: str, keys: "QuerySet[Any]") -> Q:
    """Match the rows whose key is one of `keys`, however many these are."""
    return Q(OneOf(F(key), keys.order_by()))


def expected(model: type[Model], *conditions: Q) -> int:
    """Return how many rows of a model the planner expects, from the statistics that it has."""
    rows = model._base_manager.filter(*conditions).order_by()
    [answer] = json.loads(rows.explain(format="json"))
    return int(answer["Plan"]["Plan Rows"])


def each_expected(model: type[Model], conditions: Iterable[Q]) -> list[int]:
    """Return the same for each condition by itself, asked at once."""
    asked = [model._base_manager.filter(each).order_by().values("pk") for each in conditions]
    texts = [query.query.sql_with_params() for query in asked]
    arrays = ", ".join(f"ARRAY({sql})" for sql, _ in texts)
    values = [value for _, values in texts for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT {arrays}", values)
        [[[answer]]] = cursor.fetchall()
    return [int(plan["Plan Rows"]) for plan in answer["Plan"]["Plans"]]


class OneOf(Func):
    """Whether a key is one of those that a query finds. It is asked first, once, and as it is."""

    output_field = BooleanField()
    template = "%(expressions)s)"
    arg_joiner = " = ANY(ARRAY"
