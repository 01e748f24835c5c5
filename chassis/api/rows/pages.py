"""A page of a list, as JSON: what is read for it and in which order is compiled once."""

from functools import lru_cache
from typing import Any

import msgspec
from django.db.models import QuerySet
from django.http import HttpResponse

from chassis.api.ordering import Column
from chassis.api.pages import Page, Place
from chassis.api.renderers import JSONAnswer
from chassis.api.rows.gathering import BETWEEN, cut, gathered, to_gather
from chassis.api.rows.query import compose, fragment
from chassis.api.rows.shapes import VARIANTS, Shape
from chassis.fragments import Fragment, joined


def question(page: Page, shape: Shape, rows: "QuerySet[Any]") -> Fragment | None:
    """Return the query of a page.

    It asks for a row more than the page has, which tells that there are more. What PostgreSQL makes
    all of is read as one text; else it is what `shape.text` needs of each row, and its place.
    """
    head, order = _frame(shape, page.columns, back=page.goes_back)
    found = compose(page.behind(rows), head, order=order, limit=page.limit + 1)
    if found and shape.whole_text:
        return gathered(found, page, shape.model, shape.whole_text)
    return found


def written(
    page: Page,
    shape: Shape,
    found: list[tuple[Any, ...]],
    address: str,
    *,
    count: int | None = None,
) -> HttpResponse:
    """Return the answer: what was found for a page's question, with its links."""
    if shape.whole_text and found:
        results, ends, has_more = cut(page, found[0])
    else:
        results, ends, has_more = _made(page, shape, found)
    links = page.links(address, ends, has_more=has_more)
    about = msgspec.json.encode(links if count is None else {"count": count, **links}).decode()
    return JSONAnswer(f'{about[:-1]},"results":[{results}]}}')


def _made(page: Page, shape: Shape, found: list[tuple[Any, ...]]) -> tuple[str, list[Place], bool]:
    """Return the rows if Python makes some members, the places of two, and if there are more."""
    rows, width = page.turned(found), len(page.columns)
    ends = [rows[0][-width:], rows[-1][-width:]] if rows else []
    return BETWEEN.join(map(shape.text, rows)), ends, len(found) > page.limit


@lru_cache(VARIANTS)
def _frame(shape: Shape, columns: tuple[Column, ...], *, back: bool) -> tuple[Fragment, Fragment]:
    """Return what is read of each row, and how they are ordered."""
    model = shape.model
    places = (fragment(column.text(), model) for column in columns)
    order = (fragment(column.order(back=back), model) for column in columns)
    head = to_gather(model, columns) if shape.whole_text else joined((shape.head, *places))
    return head, joined(order)
