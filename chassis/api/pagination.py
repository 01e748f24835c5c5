"""Keyset pages: the next page starts after the last row, however deep, by one row comparison."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template import loader
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.ordering import columns
from chassis.api.pages import CURSOR, Page, address
from chassis.api.rows.pages import question, written
from chassis.api.rows.query import fetch
from chassis.api.rows.shapes import Shape

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class KeysetPagination(BasePagination):
    """`?limit=`, `?cursor=`, `?ordering=`, `?count=true`; the body: `{next, previous, results}`."""

    template = "rest_framework/pagination/previous_and_next.html"
    parameters = ("limit", CURSOR, "ordering", "count")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """Return one page of rows."""
        page = self.begin(queryset, request, view)
        order = [column.order(back=page.goes_back) for column in page.columns]
        found = list(page.behind(queryset).order_by(*order)[: page.limit + 1])
        rows = page.turned(found)
        ends = [[column.value(row) for column in page.columns] for row in _ends(rows)]
        self.links = page.links(address(request._request), ends, has_more=len(found) > page.limit)
        self.display_page_controls = True  # only lists have them, not the page of one row
        return rows

    def begin(self, queryset: "QuerySet[Any]", request: Request, view: Any) -> Page:
        """Return which page a request asks for. Raises ValidationError."""
        asked = request.query_params
        self.count = queryset.count() if _flag(request, "count") else None
        ordering = asked.get("ordering") or view.ordering
        order = columns(queryset, ordering, view.ordering_fields, view.ordering_total)
        others = tuple((name, tuple(said)) for name, said in asked.lists() if name != CURSOR)
        page = Page(ordering, order, _limit(request), others)
        self.page = page.at(asked.get(CURSOR, ""))
        return self.page

    def paginate_texts(
        self, shape: Shape, queryset: "QuerySet[Any]", request: Request, view: Any
    ) -> HttpResponse:
        """Return the answer with one page of rows, as their JSON."""
        page = self.begin(queryset, request, view)
        found = fetch(question(page, shape, queryset))
        return written(page, shape, found, address(request._request), count=self.count)

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with its links."""
        about = self.links if self.count is None else {"count": self.count, **self.links}
        return Response({**about, "results": data})

    def to_html(self) -> str:
        """Return the browsable API's page controls."""
        links = {"previous_url": self.links["previous"], "next_url": self.links["next"]}
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
