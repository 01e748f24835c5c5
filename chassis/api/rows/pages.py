"""A page of a list, as JSON: what is read for it and in which order is compiled once."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from chassis.api.ordering import Column
from chassis.api.rows.query import fetch, fragment
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.fragments import Fragment, joined


def read_page(
    rows: "QuerySet[Any]", shape: Shape, columns: tuple[Column, ...], *, back: bool, limit: int
) -> list[tuple[Any, ...]]:
    """Read the first rows in an order: what `shape.text` needs, and behind it their places."""
    head, order = _frame(shape, columns, back=back)
    return fetch(rows, head, order=order, limit=limit)


@lru_cache(VARIANTS)
def _frame(shape: Shape, columns: tuple[Column, ...], *, back: bool) -> tuple[Fragment, Fragment]:
    """Return what is read and how it is ordered."""
    model = shape.model
    places = (fragment(column.text(), model) for column in columns)
    order = (fragment(column.order(back=back), model) for column in columns)
    return joined((shape.head, *places)), joined(order)
