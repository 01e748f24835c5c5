"""Reading one row as JSON, and whether that is what was asked for."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.etags import not_modified, tag
from chassis.api.renderers import JSONText
from chassis.api.rows.shapes import Shape, names, shape
from chassis.api.serializers import chosen


def asks_for_json(request: Any) -> bool:
    """Tell whether plain JSON was asked for: no page, and nothing indented."""
    return bool(request.accepted_media_type == "application/json")


def shape_of(view: Any) -> Shape:
    """Return the shape of the answer to a view's request. Raises ValidationError."""
    serializer = view.get_serializer_class()
    return shape(serializer, chosen(view.request, names(serializer)))


def read_one(request: Request, rows: "QuerySet[Any]", shape: Shape) -> Response:
    """Answer with the only row of a query: with its ETag, 304 to whoever has it, or 404."""
    if not shape.has_versions:
        *row, _ = _first(shape.of(rows, "pk"))
        return Response(JSONText(shape.text(row).encode()))
    if "If-None-Match" in request.headers:
        [version] = _first(rows.values_list("version"))
        if unchanged := not_modified(request, version):
            return unchanged
    *row, version = _first(shape.of(rows, "version"))
    return Response(JSONText(shape.text(row).encode()), headers={"ETag": tag(version)})


def _first(rows: "QuerySet[Any, tuple[Any, ...]]") -> tuple[Any, ...]:
    """Return the only row, or answer 404."""
    for row in rows.order_by()[:1]:
        return row
    raise Http404
