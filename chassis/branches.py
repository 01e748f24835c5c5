"""Rows that are somebody's for one reason or another, read in order without sorting them all.

Of `a OR b` PostgreSQL sorts every row before it shows the first page. Of two branches it reads
each from its own index, in the order of the list, and stops when the page is full.
"""

from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import Ref
from django.db.models.sql.datastructures import BaseTable
from django.db.models.sql.where import WhereNode

R = TypeVar("R", bound="QuerySet[Any]")


def either(rows: R, *reasons: Q) -> R:
    """Keep the rows that one of the reasons holds for. Each wants an index in the list's order.

    The condition says which rows, as always. Only how a page of them is read is different: a single
    row, a count, a lock and an UPDATE read the table.
    """
    kept = rows.filter(reduce(or_, reasons))
    table, condition = kept.query.get_initial_alias(), kept.query.where.children[-1]
    kept.query.alias_map[table] = Branches(table, rows.model, reasons, condition)
    return kept


class Branches(BaseTable):
    """A table; for a page of it, the first rows of each branch."""

    def __init__(
        self, alias: str, model: type[Model], reasons: tuple[Q, ...], condition: Any
    ) -> None:
        super().__init__(model._meta.db_table, alias)
        self.model, self.reasons, self.condition = model, reasons, condition

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return what stands behind FROM."""
        if not (self._is_page(compiler.query) and compiler.get_order_by()):
            return super().as_sql(compiler, connection)
        branches = [self._branch(number, compiler) for number in range(len(self.reasons))]
        name = compiler.quote_name_unless_alias(self.table_alias)
        rows = " UNION ALL ".join(f"({sql})" for sql, _ in branches)
        return f"({rows}) {name}", [value for _, values in branches for value in values]

    def _is_page(self, query: Any) -> bool:
        joined = sum(count > 0 for count in query.alias_refcount.values()) > 1
        is_whole = query.high_mark is None or self.table_alias != self.table_name
        return not (is_whole or joined or query.select_for_update)

    def _branch(self, number: int, compiler: Any) -> tuple[str, list[Any]]:
        """Return what one reason holds for and none before it, narrowed and cut as the page is."""
        reason = Q(self.reasons[number], *(~earlier for earlier in self.reasons[:number]))
        own = self.model._base_manager.filter(reason).query.where
        others = [each for each in compiler.query.where.children if each != self.condition]
        where, values = compiler.compile(WhereNode([own, *others]))
        order = [compiler.compile(_unnamed(each)) for each, _ in compiler.get_order_by()]
        by = ", ".join(sql for sql, _ in order)
        table = compiler.quote_name_unless_alias(self.table_name)
        most = compiler.query.high_mark
        sql = f"SELECT * FROM {table} WHERE {where} ORDER BY {by} LIMIT {most}"  # noqa: S608
        return sql, [*values, *(value for _, more in order for value in more)]

    def relabeled_clone(self, change_map: Any) -> "Branches":
        """Return it under another alias, as part of another query."""
        alias = change_map.get(self.table_alias, self.table_alias)
        return type(self)(alias, self.model, self.reasons, self.condition)


def _unnamed(order: Any) -> Any:
    """Return an order that does not go by a column of the answer: a branch answers whole rows."""
    if isinstance(order.expression, Ref):
        order = order.copy()
        order.set_source_expressions([order.expression.source])
    return order
