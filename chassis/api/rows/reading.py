"""Reading one row as JSON, and whether that is what was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from rest_framework.request import Request

from chassis.api.etags import not_modified, tag
from chassis.api.renderers import JSONAnswer
from chassis.api.rows.query import NOTHING, compose, fetch
from chassis.api.rows.shapes import Shape, names, shape
from chassis.api.serializers import chosen, when_asked
from chassis.fragments import Fragment, joined
from chassis.headers import put


def asks_for_json(request: Any) -> bool:
    """Tell whether plain JSON was asked for: no page, and nothing indented."""
    kind, *words = request.accepted_media_type.lower().replace(" ", "").split(";")
    return kind == "application/json" and not any(word.startswith("indent=") for word in words)


def shape_of(view: Any) -> Shape:
    """Return the shape of the answer to a view's request. Raises ValidationError."""
    serializer = view.get_serializer_class()
    return shape(serializer, chosen(view.request, names(serializer), when_asked(serializer)))


def whole(shape: Shape) -> Fragment:
    """Return what is read of a row for `as_json`."""
    return joined((shape.head, shape.version or NOTHING))


def as_json(
    shape: Shape, row: Sequence[Any], headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the answer with a row, and its ETag if it has a version."""
    answer = JSONAnswer(shape.text(row), headers)
    if shape.version:
        put(answer, "ETag", tag(row[-1]))
    return answer


def read_one(request: Request, rows: "QuerySet[Any]", shape: Shape) -> HttpResponse:
    """Answer with the only row of a query: with its ETag, 304 to whoever has it, or 404."""
    if shape.version and "HTTP_IF_NONE_MATCH" in request.META:
        [here] = _first(rows, shape.version)
        if unchanged := not_modified(request, here):
            return unchanged
    return as_json(shape, _first(rows, whole(shape)))


def _first(rows: "QuerySet[Any]", head: Fragment) -> tuple[Any, ...]:
    """Return the only row, or answer 404."""
    if found := fetch(compose(rows, head)):
        return found[0]
    raise Http404
