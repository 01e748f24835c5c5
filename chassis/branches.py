"""Rows that are somebody's for one reason or another, read in order without sorting them all.

Of `a OR b` PostgreSQL sorts every row before it shows the first page. Of two branches it reads
each from its own index, in the order of the list, and stops when the page is full.

PostgreSQL thinks that such rows are spread evenly over the table. Where they are many, it would
come across them in the order of the whole list, and where none of them is near, that takes for
ever. So the order of an only branch begins with its column, if there is an index for that; several
are merged, which wants the order of the list itself.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db.models import QuerySet
from django.db.models.expressions import Ref
from django.db.models.sql.datastructures import BaseTable
from django.db.models.sql.where import AND, OR, WhereNode

from chassis.conditions import condition
from chassis.fragments import Fragment, joined

R = TypeVar("R", bound="QuerySet[Any]")
VARIANTS = 512  # orders of lists whose index is known


def either(rows: R, **reasons: Any) -> R:
    """Keep the rows of which one column has its value. Each wants an index in the list's order.

    The condition says which rows, as always. Only how a page of them is read is different: a single
    row, a count, a lock and an UPDATE read the table.
    """
    kept: R = rows.all()
    table = kept.query.get_initial_alias()
    any_of = WhereNode([condition(kept, *reason) for reason in reasons.items()], OR)
    kept.query.where.add(any_of, AND)
    kept.query.alias_map[table] = Branches(rows.model._meta.db_table, table, any_of)
    return kept


class Branches(BaseTable):
    """A table; for a page of it, the first rows of each branch."""

    def __init__(self, table: str, alias: str, any_of: WhereNode) -> None:
        super().__init__(table, alias)
        self.any_of = any_of

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return what stands behind FROM."""
        query = compiler.query
        if query.high_mark is None or query.select_for_update or not self.stands_alone(query):
            return super().as_sql(compiler, connection)
        by = [compiler.compile(_unnamed(each)) for each, _ in compiler.get_order_by()]
        if not by:
            return super().as_sql(compiler, connection)
        return self.page(compiler, joined(Fragment(*each) for each in by), query.high_mark)

    def stands_alone(self, query: Any) -> bool:
        """Tell whether a query reads the table itself, and beside it no other."""
        joins = sum(count > 0 for count in query.alias_refcount.values()) > 1
        return self.table_alias == self.table_name and not joins

    def page(self, compiler: Any, order: Fragment, limit: int) -> Fragment:
        """Return the first rows of each branch in an order, under the table's name."""
        name = compiler.quote_name_unless_alias(self.table_name)
        ours = (self.any_of, *self.any_of.children)  # an only reason stands there by itself
        others = [each for each in compiler.query.where.children if each not in ours]
        narrower = [_compiled(each, compiler) for each in others]
        branches = [
            joined(
                (
                    Fragment(f"SELECT * FROM {name} WHERE"),  # noqa: S608
                    joined([*reasons, *narrower], " AND "),
                    Fragment(f"ORDER BY {by.sql} LIMIT {limit}", by.words),
                ),
                " ",
            )
            for by, reasons in self._reasons(compiler, order)
        ]
        if not branches:
            raise EmptyResultSet
        rows = joined((each._replace(sql=f"({each.sql})") for each in branches), " UNION ALL ")
        return rows._replace(sql=f"({rows.sql}) {name}")

    def _reasons(self, compiler: Any, order: Fragment) -> Iterator[tuple[Fragment, list[Fragment]]]:
        """Go through the branches: an order, a reason, and that none before it holds."""
        earlier: list[Fragment] = []
        for each in self.any_of.children:
            try:
                reason = _compiled(each, compiler)
            except EmptyResultSet:  # it holds for nothing
                continue
            led = len(self.any_of.children) == 1 and _led(each, compiler, order)
            by, found_by = led or (order, reason)
            yield by, [found_by, *earlier]
            earlier.append(reason._replace(sql=f"({reason.sql}) IS NOT TRUE"))

    def relabeled_clone(self, change_map: Any) -> "Branches":
        """Return it under another alias, as part of another query."""
        alias = change_map.get(self.table_alias, self.table_alias)
        return type(self)(self.table_name, alias, self.any_of)


def _compiled(condition: Any, compiler: Any) -> Fragment:
    try:
        sql, words = compiler.compile(condition)
    except FullResultSet:
        return Fragment("TRUE")
    return Fragment(f"({sql})", words)


def _led(reason: Any, compiler: Any, order: Fragment) -> tuple[Fragment, Fragment] | None:
    """Return an order that begins with the column of a reason, and the reason beside it.

    Of a plain `=` PostgreSQL would know that it orders nothing, and think of other indexes again.
    """
    field = reason.lhs.target
    by = _order_of_an_index(field, order.sql)
    if by is None:
        return None
    column, _ = compiler.compile(reason.lhs)
    value, words = reason.process_rhs(compiler, compiler.connection)
    kind = field.db_type(compiler.connection).partition("(")[0]  # a length would cut the value
    return order._replace(sql=by), Fragment(f"({column} = ANY(ARRAY[{value}]::{kind}[]))", words)


@lru_cache(VARIANTS)
def _order_of_an_index(field: Any, order: str) -> str | None:
    """Return a column and then an order, if the table has an index of just that."""
    meta = field.model._meta
    for index, way in product(meta.indexes, ("ASC", "DESC")):
        columns = (meta.get_field(name).column for name, _ in index.fields_orders)
        first, *rest = [f'"{meta.db_table}"."{column}" {way}' for column in columns] or [""]
        if order == ", ".join(rest) and index.fields_orders[0][0] == field.name:
            return f"{first}, {order}"
    return None


def _unnamed(order: Any) -> Any:
    """Return an order that does not go by a column of the answer: a branch answers whole rows."""
    if isinstance(order.expression, Ref):
        order = order.copy()
        order.set_source_expressions([order.expression.source])
    return order
