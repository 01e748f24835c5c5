"""Keyset pages: the next page starts after the last row, however deep, by one row comparison."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.db.models.lookups import Exact, GreaterThan, LessThan
from django.http import HttpResponse
from django.template import loader
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api import cursors
from chassis.api.ordering import Column, columns
from chassis.api.renderers import JSONAnswer
from chassis.api.rows.pages import read_page
from chassis.api.rows.shapes import Shape

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class KeysetPagination(BasePagination):
    """`?limit=`, `?cursor=`, `?ordering=`, `?count=true`; the body: `{next, previous, results}`."""

    template = "rest_framework/pagination/previous_and_next.html"
    parameters = ("limit", "cursor", "ordering", "count")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return one page of rows."""
        rows = self._begin(queryset, request, view)
        order = [column.order(back=self.goes_back) for column in self.columns]
        page = self._turn(list(rows.order_by(*order)[: self.limit + 1]))
        self.ends = [[column.value(row) for column in self.columns] for row in _ends(page)]
        return page

    def paginate_texts(
        self, shape: Shape, queryset: "QuerySet[Any]", request: Request, view: Any
    ) -> list[str]:
        """Return one page of rows as their JSON."""
        rows = self._begin(queryset, request, view)
        more = self.limit + 1
        page = self._turn(read_page(rows, shape, self.columns, back=self.goes_back, limit=more))
        self.ends = [row[-len(self.columns) :] for row in _ends(page)]
        return [shape.text(row) for row in page]

    def _begin(self, queryset: "QuerySet[Any]", request: Request, view: Any) -> "QuerySet[Any]":
        """Read what the request asks for; return the rows from which the page is cut."""
        self.request = request
        self.count = queryset.count() if _flag(request, "count") else None
        self.ordering = request.query_params.get("ordering") or view.ordering
        self.columns = columns(queryset, self.ordering, view.ordering_fields)
        self.cursor = cursors.parse(
            request.query_params.get("cursor", ""), self.ordering, self.columns
        )
        self.goes_back = self.cursor is not None and self.cursor.back
        self.limit = _limit(request)
        self.display_page_controls = True  # only lists have them, not the page of one row
        if self.cursor is None:
            return queryset
        return queryset.filter(_beyond(self.columns, self.cursor.place, back=self.goes_back))

    def _turn(self, rows: list[Any]) -> list[Any]:
        """Cut the row that only tells whether there are more; return the others in their order."""
        self.has_more = len(rows) > self.limit
        page = rows[: self.limit]
        return page[::-1] if self.goes_back else page

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with its links."""
        return Response({**self._about(), "results": data})

    def get_paginated_texts(self, texts: Sequence[str]) -> HttpResponse:
        """Return a page of rows that are JSON already."""
        about = json.dumps(self._about(), separators=(",", ":"))
        return JSONAnswer(f'{about[:-1]},"results":[{",".join(texts)}]}}')

    def _about(self) -> dict[str, Any]:
        links = {"next": self.next_link(), "previous": self.previous_link()}
        return links if self.count is None else {"count": self.count, **links}

    def next_link(self) -> str | None:
        """Return the address of the next page, or None on the last."""
        more = self.goes_back or self.has_more
        return self._link(-1, back=False) if self.ends and more else None

    def previous_link(self) -> str | None:
        """Return the address of the page before, or None on the first."""
        more = self.has_more if self.goes_back else self.cursor is not None
        return self._link(0, back=True) if self.ends and more else None

    def _link(self, index: int, *, back: bool) -> str:
        cursor = cursors.Cursor(self.ordering, back, tuple(self.ends[index]))
        others = [each for each in self.request.query_params.lists() if each[0] != "cursor"]
        query = urlencode(sorted([*others, ("cursor", [cursor.text(self.columns)])]), doseq=True)
        return f"{self.request.build_absolute_uri(self.request.path)}?{query}"

    def to_html(self) -> str:
        """Return the browsable API's page controls."""
        links = {"previous_url": self.previous_link(), "next_url": self.next_link()}
        return str(loader.get_template(self.template).render(links))

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the body in OpenAPI."""
        link = {"type": "string", "nullable": True, "format": "uri"}
        count = {"type": "integer", "description": "Only with `?count=true`."}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"count": count, "next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """Describe the query parameters in OpenAPI."""
        limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
        choices = ", ".join(view.ordering_fields)
        by = {"type": "string", "default": view.ordering}
        return [
            _parameter("limit", limit, "Rows on a page."),
            _parameter("cursor", {"type": "string"}, "From `next` or `previous`; never made up."),
            _parameter("ordering", by, f"Order by {choices}; a minus sign turns it round."),
            _parameter("count", {"type": "boolean", "default": False}, "Also count all rows."),
        ]


def _beyond(order: Sequence[Column], place: Sequence[Any], *, back: bool) -> Any:
    """Keep the rows after the place: one row comparison, or an OR of steps for mixed directions."""
    less = [column.descending != back for column in order]
    if len(order) > 1 and len(set(less)) == 1:
        lookup = TupleLessThan if less[0] else TupleGreaterThan
        return lookup(Tuple(*(column.expression() for column in order)), tuple(place))
    beyond, ties = Q(), Q()
    for column, value, is_less in zip(order, place, less, strict=True):
        step = (LessThan if is_less else GreaterThan)(column.expression(), value)
        beyond |= ties & Q(step)
        ties &= Q(Exact(column.expression(), value))
    return beyond


def _ends(page: list[Any]) -> list[Any]:
    return [page[0], page[-1]] if page else []


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= MAX_LIMIT:
        return int(text)
    raise ValidationError({"limit": [f"A whole number from 1 to {MAX_LIMIT}."]})


def _flag(request: Request, name: str) -> bool:
    text = request.query_params.get(name, "false").lower()
    if text not in {"true", "false"}:
        raise ValidationError({name: ["true or false."]})
    return text == "true"


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": description,
    }
