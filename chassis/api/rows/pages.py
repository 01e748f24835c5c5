"""A page of a list, as JSON: what is read for it and in which order is compiled once."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from chassis.api.ordering import Column
from chassis.api.pages import Page
from chassis.api.renderers import JSONAnswer
from chassis.api.rows.query import compose, fragment
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.fragments import Fragment, joined


def question(page: Page, shape: Shape, rows: "QuerySet[Any]") -> Fragment | None:
    """Return the query of a page: what `shape.text` needs of its rows, and behind it their places.

    It asks for a row more than the page has, which tells that there are more.
    """
    head, order = _frame(shape, page.columns, back=page.goes_back)
    return compose(page.behind(rows), head, order=order, limit=page.limit + 1)


def written(
    page: Page,
    shape: Shape,
    found: list[tuple[Any, ...]],
    address: str,
    *,
    count: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the answer: what was found for a page's question, with its links."""
    rows = page.turned(found)
    width = len(page.columns)
    ends = [rows[0][-width:], rows[-1][-width:]] if rows else []
    links = page.links(address, ends, has_more=len(found) > page.limit)
    about = json.dumps(links if count is None else {"count": count, **links}, separators=(",", ":"))
    return JSONAnswer(f'{about[:-1]},"results":[{",".join(_texts(shape, rows))}]}}', headers)


def _texts(shape: Shape, rows: Sequence[tuple[Any, ...]]) -> list[str]:
    if shape.is_made_there:
        return [row[0] for row in rows]
    return [shape.text(row) for row in rows]


@lru_cache(VARIANTS)
def _frame(shape: Shape, columns: tuple[Column, ...], *, back: bool) -> tuple[Fragment, Fragment]:
    """Return what is read and how it is ordered."""
    model = shape.model
    places = (fragment(column.text(), model) for column in columns)
    order = (fragment(column.order(back=back), model) for column in columns)
    return joined((shape.head, *places)), joined(order)
