"""Reading rows by SQL that is put together from pieces.

What a list reads and how it is ordered is compiled once. What differs from one request to the next
is the condition: that alone the ORM compiles each time.
"""

from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet, ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet

from chassis.branches import Branches
from chassis.fragments import Fragment

NOTHING = Fragment()


def fragment(expression: Any, model: type[Model]) -> Fragment:
    """Compile an expression on a model's table. Raises ImproperlyConfigured if it needs another."""
    query = model._base_manager.all().query
    query.get_initial_alias()
    resolved = expression.resolve_expression(query)
    if sum(map(bool, query.alias_refcount.values())) > 1:
        raise ImproperlyConfigured(f"A column of {model.__name__} joins another table.")
    return Fragment(*query.get_compiler(using=DEFAULT_DB_ALIAS).compile(resolved))


def compose(
    rows: "QuerySet[Any]",
    head: Fragment,
    *,
    order: Fragment = NOTHING,
    limit: int = 1,
) -> Fragment | None:
    """Return the query of a head of the first of some rows, in an order if it matters.

    None if no row can be among them.
    """
    query: Any = rows.query
    if query.distinct or query.group_by or query.combinator:
        raise ImproperlyConfigured(f"The rows of {rows.model.__name__} are no plain query.")
    try:
        source = _source(query.get_compiler(using=DEFAULT_DB_ALIAS), order, limit)
    except EmptyResultSet:
        return None
    by = f"ORDER BY {order.sql}" if order.sql else ""
    sql = f"SELECT {head.sql} FROM {source.sql} {by} LIMIT {limit}"  # noqa: S608
    return Fragment(sql, [*head.words, *source.words, *order.words])


def fetch(question: Fragment | None) -> list[tuple[Any, ...]]:
    """Read what a query finds."""
    if question is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.words)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _source(compiler: Any, order: Fragment, limit: int) -> Fragment:
    """Return what stands between FROM and the order."""
    query = compiler.query
    table = query.alias_map[query.get_initial_alias()]
    if order.sql and isinstance(table, Branches) and table.stands_alone(query):
        return table.page(compiler, order, limit)
    tables, words = compiler.get_from_clause()
    where = _condition(compiler)
    narrowed = f" WHERE {where.sql}" if where.sql else ""
    return Fragment(f"{' '.join(tables)}{narrowed}", [*words, *where.words])


def _condition(compiler: Any) -> Fragment:
    try:
        return Fragment(*compiler.compile(compiler.query.where))
    except FullResultSet:
        return NOTHING
