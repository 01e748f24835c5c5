"""Rows by keys that another query finds.

Where they are few, they are looked up and sorted; of many, a page full is soon come across in the
order of the list. PostgreSQL guesses that from statistics of single columns, and where it guesses
wrong it reads a million rows for nothing: it is asked how many it expects, and then told.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value

from chassis.fragments import Fragment

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


def one_of_these(key: str, values: Sequence[str]) -> Q:
    """Match the rows whose key is one of these, which the planner sees, however many they are."""
    return Q(OneOfThese(F(key), Value(f"{{{','.join(values)}}}"))) if values else Q(pk__in=[])


def expected(model: type[Model], *conditions: Q) -> int:
    """Return how many rows of a model the planner expects, from the statistics that it has."""
    [rows] = each_expected(model, [Q(*conditions)])
    return rows


def each_expected(model: type[Model], conditions: Iterable[Q]) -> list[int]:
    """Return the same for each condition by itself, asked at once."""
    rows = model._base_manager.order_by().values("pk")
    texts = [_compiled(rows.filter(each)) for each in conditions]
    asked = [text for text in texts if text]
    if not asked:
        return [0] * len(texts)
    [[[answer]]] = _arrays("EXPLAIN (FORMAT JSON) SELECT", "ARRAY({})", asked)
    plans = iter(answer["Plan"]["Plans"])
    return [int(next(plans)["Plan Rows"]) if text else 0 for text in texts]


def each(queries: Iterable[Fragment], *, most: int) -> list[list[str]]:
    """Return the first of the keys that each query of one column finds, as text, asked at once."""
    asked = list(queries)
    return list(_arrays("SELECT", f"ARRAY({{}} LIMIT {most})::text[]", asked)[0]) if asked else []


def _arrays(how: str, array: str, texts: Iterable[tuple[str, Any]]) -> list[Any]:
    arrays = ", ".join(array.format(sql) for sql, _ in texts)
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {arrays}", [value for _, values in texts for value in values])
        return cursor.fetchall()


def _compiled(query: "QuerySet[Any]") -> tuple[str, Any] | None:
    """Return SQL and its values; None where Django knows that nothing can be found."""
    try:
        return query.query.sql_with_params()
    except EmptyResultSet:
        return None


class OneOf(Func):
    """Whether a key is one of those that a query finds. It is asked first, once, and as it is."""

    output_field = BooleanField()
    template = "%(expressions)s)"
    arg_joiner = " = ANY(ARRAY"


class OneOfThese(Func):
    """Whether a key is one of some values, written as one."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        """Compare the key with an array of its type."""
        key, values = self.get_source_expressions()
        sql, _ = compiler.compile(key)
        written, given = compiler.compile(values)
        return f"{sql} = ANY({written}::{key.target.db_type(connection)}[])", given
